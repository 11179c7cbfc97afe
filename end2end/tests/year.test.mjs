// A whole year of assessments in the demo organisation: six units, four quarters, one annual assessment. Time passes by a clock that
// stands between the server and the machine.
import { after, afterEach, before, describe, it } from "node:test";
import { LIBRARY } from "../help/calendar.mjs";
import { ANNUAL } from "../help/year/annual.mjs";
import { FIRST_QUARTER } from "../help/year/first.mjs";
import { Office } from "../help/year/office.mjs";
import { FOURTH_QUARTER, SECOND_QUARTER, THIRD_QUARTER } from "../help/year/second.mjs";

// On CI the library is there, or the story fails.
const skip = LIBRARY || process.env.CI ? false : "libfaketime is not installed (Debian: apt-get install faketime)";

const YEAR = {
  "first quarter": FIRST_QUARTER,
  "second quarter": SECOND_QUARTER,
  "third quarter": THIRD_QUARTER,
  "fourth quarter": FOURTH_QUARTER,
  "the year": ANNUAL,
};

describe("a year of assessments", { skip }, () => {
  let office;
  let broken;
  before(async () => (office = await Office.open()));
  after(() => office?.close());
  afterEach(() => office.leave());

  for (const [quarter, parts] of Object.entries(YEAR)) {
    for (const [name, part] of parts) {
      it(`${quarter}: ${name}`, async (test) => {
        // What follows rests on what was before.
        if (broken) return test.skip(`after: ${broken}`);
        broken = name;
        await part(office);
        broken = undefined;
      });
    }
  }
});
