//! What is written in an assessment of the demo organisation: reasons that speak of the records they cite, and what is said around them.

mod task;

use crate::assess::first_sentence;
use crate::demo::Tongue;
use crate::demo::rng::Rng;
use domain::text::beginning;

/// How somebody's work is spoken of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Good,
    Fair,
    Weak,
}

/// What is spoken of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    Quarter,
    Task,
}

/// In Chinese and in English; `{one}` and `{two}` stand for what two records begin with.
pub(super) type Said = (&'static str, &'static str);

const GOOD: [Said; 8] = [
    (
        "{one}、{two}，两件都赶在时限前办完，材料一次过关，没有返工。",
        "{one} and {two} were both done before they were due, and neither had to be done twice.",
    ),
    (
        "从{one}到{two}，前后接得上，看得出是按计划一步步推进的。",
        "From {one} to {two}: one step follows the other, and the plan can be seen behind them.",
    ),
    (
        "{one}，这件事牵涉单位多，是主动上门商量下来的，没有等人催。",
        "{one}: many had to agree, and they were brought together without anybody asking for it.",
    ),
    (
        "记录写清了做了什么、卡在哪里、怎么解决。以{one}为例，抽查原件，与记录一致。",
        "The records say what was done, where it stuck and how it was freed. Checked against the file for {one}: they agree.",
    ),
    (
        "{one}办得细，后面{two}就省了力，同组的人也照着做。",
        "The care taken with {one} made {two} easy, and the rest of the team now works the same way.",
    ),
    (
        "遇到变化调整得快：{one}。对口单位反馈说答复及时、口径一致。",
        "Quick to adjust: {one}. The other side says that answers come in time and do not contradict each other.",
    ),
    (
        "本季度这项任务量比上季度多，质量没有下降，{one}就是例子。",
        "There was more of this than in the quarter before and it was done as well; {one} is one of the examples.",
    ),
    (
        "{one}，问题是自己先发现的，报告得早，处理得当。",
        "{one}: found by looking, reported early and dealt with properly.",
    ),
];

const FAIR: [Said; 8] = [
    (
        "该做的都做了。{one}按时完成；{two}比约定的晚了几天，原因事先说过。",
        "What was to be done was done. {one} came in time; {two} some days late, and that was said beforehand.",
    ),
    (
        "质量稳定，{one}处理得当。下一步希望把做法整理出来，给组里的人用。",
        "Steady work; {one} was handled well. The next step would be to write down how, for the others.",
    ),
    (
        "{one}完成了，材料退回补正过一次，之后没有再出同样的问题。",
        "{one} was completed after one return for correction; the same thing did not happen again.",
    ),
    (
        "日常工作有条理，{one}、{two}都能对上计划。急件来时还要更早打招呼。",
        "Orderly from day to day; {one} and {two} match the plan. When something urgent comes, say so earlier.",
    ),
    (
        "{one}，进度合乎计划，结果还要看下个季度。",
        "{one}: on schedule; what comes of it will be seen next quarter.",
    ),
    (
        "沟通到位，对口单位没有意见。{one}如能早一周启动会更从容。",
        "Well communicated, no complaints from the other side. {one} would have been easier begun a week earlier.",
    ),
    (
        "从{one}看，政策拿得准；从{two}看，时间安排还可以再紧一点。",
        "{one} shows sound judgement; {two} shows that time could be planned more tightly.",
    ),
    (
        "{one}独立完成，质量过关，比上季度进步明显。",
        "{one} was done without help and is sound: clearly further than last quarter.",
    ),
];

const WEAK: [Said; 4] = [
    (
        "{one}办结了，但两次过了约定的时间，事先没有说。",
        "{one} was finished, but twice after the date agreed, and nobody was told beforehand.",
    ),
    (
        "记录少，有几周看不出进展；{one}之后没有下文，当面问过才补。",
        "Few records, and weeks without any sign of progress; after {one} nothing followed until it was asked about.",
    ),
    (
        "{one}退回两次，差错相同。已一起过了一遍要求。",
        "{one} came back twice with the same mistakes. We have gone through the requirements together.",
    ),
    (
        "{one}由同组的人接手才办完，本人也认可。",
        "{one} was only finished because a colleague took it over, which is agreed.",
    ),
];

const WITHOUT: [Said; 4] = [
    (
        "本季度没有安排这方面的工作，不作评价。",
        "No work of this kind was given this quarter, so nothing is said of it.",
    ),
    (
        "没有记录可以引用；面谈时说明了情况，日常未发现问题。",
        "There is no record to cite; it was talked about, and nothing came up from day to day.",
    ),
    (
        "这一条本季度没有对应的事项，下季度的计划里已经补上。",
        "Nothing belongs to this indicator this quarter; it is in the plan for the next one.",
    ),
    (
        "平时表现符合要求，没有单独记录。",
        "As it should be from day to day; nothing was recorded on its own.",
    ),
];

const NONE: [Said; 3] = [
    (
        "本季度没有这方面的记录，已与本人核对。",
        "There are no records of it this quarter; checked with the person.",
    ),
    ("这项工作不产生单独的记录。", "This leaves no records of its own."),
    (
        "本季度未安排相关任务。",
        "Nothing of the kind was asked for this quarter.",
    ),
];

const WHOLE_GOOD: [Said; 4] = [
    (
        "主动、扎实，难事敢接，办完有交代。希望带一带新来的同事。",
        "Takes on what is hard, thorough, and says when it is done. Could help the newer colleagues along.",
    ),
    (
        "本季度几项重点任务都落在前面，记录经得起查。",
        "Ahead with every key task of the quarter, and the records stand up to checking.",
    ),
    (
        "对口单位评价好，组里有事愿意找他商量，是这个岗位该有的样子。",
        "Well spoken of outside and asked for advice within: what this post needs.",
    ),
    (
        "忙而不乱，两次临时任务没有影响原定计划。",
        "Busy without losing the thread: two tasks that came on top did not move the plan.",
    ),
];
const WHOLE_FAIR: [Said; 4] = [
    (
        "按计划完成，质量稳定，协作顺畅。时间安排上再往前赶一点。",
        "According to plan, steady and easy to work with. A little more lead time would help.",
    ),
    (
        "基础工作扎实；牵头的事还可以再大胆一些。",
        "Solid in the groundwork; could be bolder with what is led.",
    ),
    (
        "比上季度有进步，记录也比过去具体。",
        "Further than last quarter, and the records say more than they used to.",
    ),
    (
        "任务完成，个别事项有延期，都说明了原因。",
        "Done what was asked; some of it late, each time with the reason.",
    ),
];
const WHOLE_WEAK: [Said; 2] = [
    (
        "本季度有几项没有按时完成，沟通不够。已谈过一次，约定每两周碰一次进度。",
        "Several things were late this quarter and too little was said. We have talked, and will look at progress every two weeks.",
    ),
    (
        "能力没有问题，投入不够。下季度先把手上两件事办完。",
        "Able enough, but too little came of it. Next quarter: finish the two things in hand first.",
    ),
];

const ONESELF: [Said; 6] = [
    (
        "本季度承担的任务基本按计划完成，延期的两项已说明原因并重新约定时间。下季度重点是把遗留问题收尾。",
        "Most of the quarter's tasks went to plan; the two that were late have a reason and a new date. Next quarter I will close what is left over.",
    ),
    (
        "主要精力放在计划内的重点事项上，临时任务占了大约两成时间。跨单位的事沟通还可以更早。",
        "Most of my time went to the key items of the plan, about a fifth to what came on top. Where other units are concerned I could speak up earlier.",
    ),
    (
        "完成情况见各条记录。体会是材料一次做好比反复改省时间；不足是有几次记录写得太简单。",
        "What was done is in the records. Getting papers right the first time saves the rounds; some of my records were too short.",
    ),
    (
        "本季度学会了新流程，独立办理的比例提高了。还需要加强的是对政策依据的熟悉。",
        "I learned the new procedure this quarter and do more on my own. I still have to know the rules behind it better.",
    ),
    (
        "几件难事有了结果，离不开同组的配合。下季度想把办理时限再压一压。",
        "Some hard things came to an end, thanks to the team. Next quarter I want to shorten the time each case takes.",
    ),
    (
        "计划内事项都有记录可查。与预期相比，进度偏慢的一项主要卡在等外单位的意见。",
        "Everything in the plan can be found in the records. The one item behind schedule waits for another office.",
    ),
];

const BETTER: [Said; 6] = [
    (
        "重要事项的记录写明依据和结果",
        "Name the basis and the result in records of important work",
    ),
    ("跨单位的事项提前一周沟通", "Talk to other units a week earlier"),
    (
        "整理一份常见问题的办理口径",
        "Write down how frequent questions are answered",
    ),
    (
        "参加一次业务培训并在组内分享",
        "Attend one course and pass on what it gave",
    ),
    (
        "每两周与负责人核对一次进度",
        "Go through progress with the head every two weeks",
    ),
    ("带一名新同事熟悉流程", "Show one new colleague how things are done"),
];

const FEEDBACK: [Said; 3] = [
    (
        "结果和理由都在这里，有不清楚的地方随时来问。",
        "The result and the reasons are here; come and ask whatever is not clear.",
    ),
    (
        "当面谈过了，要点写在下面。",
        "We have talked it through; the points are below.",
    ),
    (
        "结合记录看，成绩和不足都在理由里写了。",
        "Going by the records: what went well and what did not is in the reasons.",
    ),
];

fn pick(from: &[Said], tongue: Tongue, rng: &mut Rng) -> &'static str {
    rng.pick(from).map_or("", |said| of(*said, tongue))
}

pub(super) const fn of(said: Said, tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::Zh => said.0,
        Tongue::En => said.1,
    }
}

/// Why an indicator is judged as it is, by the texts of the records cited.
pub(super) fn reason(tongue: Tongue, about: About, kind: Kind, texts: &[&str], rng: &mut Rng) -> String {
    let quotes: Vec<String> = texts.iter().map(|text| quoted(tongue, text)).collect();
    let Some(one) = quotes.first() else {
        let pool: &[Said] = match about {
            About::Quarter => &WITHOUT,
            About::Task => &task::WITHOUT,
        };
        return pick(pool, tongue, rng).to_owned();
    };
    let pool: &[Said] = match kind {
        Kind::Good => &GOOD,
        Kind::Fair => &FAIR,
        Kind::Weak => &WEAK,
    };
    let two = quotes.last().filter(|two| *two != one);
    let fitting: Vec<Said> = pool
        .iter()
        .filter(|said| two.is_some() || !said.1.contains("{two}"))
        .filter(|said| about == About::Quarter || !said.1.contains("quarter"))
        .copied()
        .collect();
    let said = pick(&fitting, tongue, rng);
    said.replace("{one}", one)
        .replace("{two}", two.map_or("", String::as_str))
}

fn quoted(tongue: Tongue, text: &str) -> String {
    let (most, (open, close)) = match tongue {
        Tongue::Zh => (26, ("“", "”")),
        Tongue::En => (60, ("“", "”")),
    };
    let sentence = first_sentence(text);
    let sentence = sentence.trim_end_matches(['。', '.', '！', '!', '；', ';']);
    format!("{open}{}{close}", beginning(sentence, most))
}

pub(super) fn none(tongue: Tongue, about: About, rng: &mut Rng) -> String {
    let pool: &[Said] = match about {
        About::Quarter => &NONE,
        About::Task => &task::NONE,
    };
    pick(pool, tongue, rng).to_owned()
}

pub(super) fn of_the_whole(tongue: Tongue, about: About, kind: Kind, rng: &mut Rng) -> String {
    let pool: &[Said] = match (about, kind) {
        (About::Quarter, Kind::Good) => &WHOLE_GOOD,
        (About::Quarter, Kind::Fair) => &WHOLE_FAIR,
        (About::Quarter, Kind::Weak) => &WHOLE_WEAK,
        (About::Task, Kind::Good) => &task::WHOLE_GOOD,
        (About::Task, Kind::Fair | Kind::Weak) => &task::WHOLE_FAIR,
    };
    pick(pool, tongue, rng).to_owned()
}

pub(super) fn of_oneself(tongue: Tongue, about: About, rng: &mut Rng) -> String {
    let pool: &[Said] = match about {
        About::Quarter => &ONESELF,
        About::Task => &task::ONESELF,
    };
    pick(pool, tongue, rng).to_owned()
}

/// What is said with a result, and one or two points to become better at.
pub(super) fn feedback(tongue: Tongue, rng: &mut Rng) -> (&'static str, Vec<String>) {
    let words = pick(&FEEDBACK, tongue, rng);
    let mut points: Vec<&Said> = BETTER.iter().collect();
    rng.shuffle(&mut points);
    let many = 1 + rng.below(2);
    (
        words,
        points
            .into_iter()
            .take(many)
            .map(|said| of(*said, tongue).to_owned())
            .collect(),
    )
}

pub(super) fn cut(tongue: Tongue) -> &'static str {
    of(
        (
            "名额已满：按得分在名额之外，经研究评为“较好”。理由和引用的记录不变。",
            "No place is left: by score it lies beyond the quota, so the committee gives “Fairly good”. Reasons and citations stand.",
        ),
        tongue,
    )
}

pub(super) fn other_view(tongue: Tongue) -> &'static str {
    of(
        (
            "等次没有意见；但理由里说的延期，是对口单位的材料晚到造成的，请在记录里注明。",
            "I do not question the grade. The delay named in the reasons came from papers that reached us late; please note that.",
        ),
        tongue,
    )
}

pub(super) fn objection(tongue: Tongue, right: bool) -> &'static str {
    let said = match right {
        true => (
            "两次延期都事先报告过，记录和评论里写明了新的时限并得到同意，请按记录复核。",
            "Both delays were reported beforehand; the records and the comments under them name the new dates, and they were agreed. Please go by the records.",
        ),
        false => (
            "本季度承担的事项比同组多，希望重新考虑等次。",
            "I carried more than others of the team this quarter, and ask to look at the grade again.",
        ),
    };
    of(said, tongue)
}

pub(super) fn answer(tongue: Tongue, right: bool) -> &'static str {
    let said = match right {
        true => (
            "查了记录和评论：两次延期均事先说明，并经负责人同意改期，原理由中“事先没有说”不成立，改定为“较好”。",
            "Looked at the records and comments: both delays were named beforehand and new dates agreed. “Nobody was told” does not hold; the grade is changed to “Fairly good”.",
        ),
        false => (
            "工作量已在“难度”中计入；按同一标准与同组逐条比对，原等次适当，维持。",
            "The load is counted in the difficulty of the items. Compared point by point with the team by the same measure, the grade is right and stands.",
        ),
    };
    of(said, tongue)
}
