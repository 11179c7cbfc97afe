// The year of the demo organisation with 48 people: who is who by account, and what becomes of each.

/** Accounts of the demo organisation, as its posts stand in their order. */
export const account = (n) => `u${String(n).padStart(5, "0")}`;
export const EVERYBODY = Array.from({ length: 48 }, (_, n) => account(n + 1));

/** The six units, as they stand in the list of units; the number of people tells them from units below with the same beginning. */
export const UNITS = ["英国就业与养老金部", "英国文化、媒体和体育部", "英国能源与气候变化部", "英国财政部", "英国运输部", "英国公路署"];

/** Heads of whole departments are leading members: they have no usual assessment, and sit on the bodies. */
export const LEADING = [2, 8, 16, 24].map(account);
export const COMMITTEE = [16, 24].map(account);
export const DECIDING = account(8);
export const RE_REVIEW = account(2);
/** Not leading, and far from those who appeal. */
export const APPEAL = account(4);
/** Two each: whoever sits there is assessed himself, and not by himself. */
export const BODIES = { committee: COMMITTEE, deciding: [DECIDING], re_review: [RE_REVIEW, account(9)], appeal: [APPEAL, account(15)] };
/** The head of an agency whose superior stands in no list: the personnel office names who reviews. */
export const WITHOUT = account(29);
/** In the year everybody is assessed; leading members by one another. */
export const NAMED = { [account(2)]: account(8), [account(8)]: account(16), [account(16)]: account(24), [account(24)]: account(2), [WITHOUT]: account(2) };

/** In how many parts of the story somebody is met under a name of his own. */
export const WHO = {
  returned: account(12),
  writer: account(44),
  upheld: account(43),
  cut: account(40),
  english: account(37),
  disagrees: account(32),
  beyond: account(1),
  average: account(30),
  investigated: account(47),
  warned: account(21),
  colleague: account(20),
  published: account(18),
  rounded: account(14),
  worst: account(19),
  low: account(11),
  probation: account(31),
  ill: account(48),
  leave: account(45),
  seconded: account(10),
  transferred: account(26),
  trained: account(23),
  sanctioned: account(36),
  heavier: account(35),
  protected: account(46),
  away: account(38),
};

const GRADES = { G: "good", F: "fairly_good", A: "average", P: "poor", E: "excellent", C: "competent", B: "basic", I: "incompetent", "-": "" };
/** What assessors propose: four quarters and the year, by account; everybody else is 较好 and 称职. A dash: none by the rules. */
const PROPOSED = {
  1: "GGGFC", 4: "FGFFC", 6: "GFGGC", 7: "FGFFC", 11: "AAAFB", 12: "GGGGE", 13: "GGFFC", 14: "GGGFE", 18: "GGGGE", 19: "PPPPI",
  20: "FFAFC", 21: "FFF--", 22: "GGFFC", 25: "GGGGE", 26: "FFGGC", 28: "GGGGE", 30: "GAGGC", 31: "--FFC", 33: "GGGGE", 35: "FAAFC",
  36: "FGFFC", 37: "GFGGC", 38: "GGFFC", 39: "GGGGE", 40: "GGGGC", 42: "GGGGE", 43: "AFFFC", 44: "AFFFC", 45: "FF-FC", 46: "GFGGC",
  47: "F-FFC", 48: "---F-",
};

/** The grade that is proposed for somebody: `at` 0–3 for the quarters, 4 for the year. Empty for none. */
export function proposed(who, at) {
  const own = PROPOSED[Number(who.slice(1))] ?? "FFFFC";
  return GRADES[own[at]];
}

/** Special statuses: who, what, from when, until when. They are entered before the quarter in which they matter is opened. */
export const STATUSES = [
  [WHO.probation, "probation", "2024-09-02", "2025-08-31", "试用期一年"],
  [WHO.ill, "sick_leave", "2025-02-05", "2025-09-12", ""],
  [WHO.transferred, "transferred_in", "2025-02-17", "", "转任"],
  [WHO.upheld, "personal_leave", "2025-03-10", "2025-03-12", ""],
  [WHO.protected, "protected", "2025-03-03", "", ""],
  [WHO.seconded, "seconded", "2025-04-01", "2025-06-20", "借调函〔2025〕12号"],
  [WHO.investigated, "investigation", "2025-05-12", "", "立案〔2025〕7号"],
  [WHO.heavier, "sanction", "2025-06-16", "", "处分决定〔2025〕4号"],
  [WHO.leave, "sick_leave", "2025-07-01", "2025-08-31", ""],
  [WHO.sanctioned, "warning", "2025-09-10", "", "处分决定〔2025〕9号"],
  [WHO.away, "other_leave", "2025-10-13", "2025-11-07", ""],
  [WHO.trained, "training", "2025-10-20", "2026-01-16", "党校中青班"],
  [WHO.warned, "investigation", "2025-11-03", "", "立案〔2025〕15号"],
];
