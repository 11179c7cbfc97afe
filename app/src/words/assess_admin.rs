//! Words of the pages about a whole period. Only the server draws them.

use domain::Lang;

mod order;
mod said;
mod years;

pub use order::*;
pub use said::*;
pub use years::*;

macro_rules! words {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        pub struct PeriodWords {
            $(pub $name: &'static str,)*
        }

        const ZH: PeriodWords = PeriodWords { $($name: $zh,)* };
        const EN: PeriodWords = PeriodWords { $($name: $en,)* };
    };
}

pub fn of(lang: Lang) -> &'static PeriodWords {
    lang.pick(&ZH, &EN)
}

words! {
    assess: "考核", "Assess";
    name: "姓名", "Name";
    post: "岗位", "Post";
    unit: "单位", "Unit";
    people: "人数", "People";
    grade: "等次", "Grade";
    reason: "理由", "Reason";
    no_grade: "不确定等次", "No grade";
    none_yet: "还没有等次", "no grade yet";
    assessor_first: "等评鉴人补定等次", "the assessor grades first";
    state: "进展", "State";
    questions: "值得问一问", "Worth asking";
    questions_what: "这是系统看到的疑点，只是问题，不是结论。", "What the system noticed. These are questions, not findings.";
    rules: "所用规则", "Rules in use";
    digest: "指纹", "Fingerprint";
    digest_what: "规则的内容变一个字，指纹就不同。", "If one word of the rules changes, so does this.";
    whole_pack: "查看规则全文", "Read the whole pack";
    provisional: "暂定：当年放假安排尚未公布", "provisional: the year's calendar is not out";

    // Opening
    new: "启动考核", "Open a period";
    new_what: "先选规则，再定时间和参加单位，最后指定把关的人。启动后规则随考核期一起封存，以后改规则不影响这一期。", "Choose the rules, then the days and who takes part, then who decides. The period keeps its own copy of the rules: what is changed later does not touch it.";
    part_rules: "规则", "Rules";
    pack: "规则包", "Pack";
    pack_choose: "请选择规则包", "Choose a pack";
    overlays: "叠加的地方或本机关规定", "Local rules, or rules of the organ";
    overlays_what: "同名的规定以叠加的为准，其余不变。", "An entry of the same name takes the place of the pack's; all else stays.";
    overlays_none: "这个规则包没有可叠加的规定。", "Nothing can be laid over this pack.";
    look: "查看这套规则", "Show these rules";
    flaws: "这套规则有问题，改好之前不能启动", "These rules have flaws: a period cannot be opened by them";
    part_time: "时间", "Time";
    kind: "考核种类", "Kind";
    kind_period: "平时考核", "Usual assessment";
    kind_special: "专项考核", "Special assessment";
    kind_year: "年度考核", "Annual assessment";
    task: "专项考核针对的任务", "Task of the special assessment";
    task_what: "例如：防汛抢险。只有专项考核填写。专项考核可以与平时考核时间重叠，结果在年度考核时单独列出，不计入平时考核结果。", "For example: flood relief. Only for a special assessment. It may lie over the days of a usual one; the year lists its results apart and does not count them as usual ones.";
    title: "名称", "Title";
    first: "第一天", "First day";
    last: "最后一天", "Last day";
    by_cycle: "名称和日期按考核种类和规则包的周期填好，可以改；改了种类，没有改过的会重新填。", "Title and days follow the kind and the cycle of the pack; change them as you need. What you leave is filled in anew when the kind changes.";
    short_year: "不是完整的一年，仍按这些日期启动", "It is no whole year: open it with these days";
    part_units: "参加的单位", "Units";
    units_what: "勾选的单位和它的下级单位中任职的人都参加，按今天的岗位。名额按勾选的单位分；上下级都勾选的，人算在最近的一级。", "Everybody who holds a post today in a ticked unit, or in one below it, takes part. Places are shared out by ticked unit; where one lies within another, people count with the nearer one.";
    units_all: "全选", "Tick all";
    units_none: "全不选", "Tick none";
    units_empty: "还没有单位。先导入机构和人员，再启动考核。", "There are no units yet. Import units and people first, then open a period.";
    later_what: "人员名单没有填任职开始日期的，按导入当天算。选“列入”后，启动以后才来的人仍不列入。", "Where a list of staff gave no first day, it is that of the import. Whoever comes after the opening is not taken in by this.";
    later_out: "不列入", "Leave them out";
    later_in: "列入", "Take them in";
    marks_what: "名额向一线和艰苦岗位倾斜，请标出这样的单位。", "Places are tilted toward the front line and hard posts: mark such units.";
    part_bodies: "由谁把关", "Who decides";
    bodies_what: "按姓名查找，再勾选担任什么。查找几次都可以，选好的不会丢。", "Find people by name and tick what they do. Search as often as you like: whoever is ticked stays.";
    committee: "考核委员会", "Assessment committee";
    committee_what: "平衡各单位的建议等次", "calibrates the proposals of the units";
    deciding: "确定等次的负责人", "Deciding heads";
    deciding_what: "机关负责人或授权的人，最后确定等次", "the head of the organ, or whoever is authorised";
    re_review: "复核", "Re-review body";
    re_review_what: "本人不服时先向谁申请复核", "hears who asks for re-review";
    appeal: "申诉受理", "Appeal body";
    appeal_what: "对复核不服时向谁申诉", "hears appeals";
    apart: "参加过原来决定的人不能办理同一个人的复核和申诉，请尽量分开。", "Whoever took part in a decision cannot hear its re-review or appeal: choose different people.";
    find_people: "姓名", "Name";
    find: "查找", "Find";
    found_none: "没有找到这个人。换个写法再找。", "Nobody of that name. Try another spelling.";
    found_more: "人很多，只列出前面的。多写几个字再找。", "Only the first are listed. Write more of the name.";
    found_first: "还没有选人。先按姓名查找。", "Nobody is chosen yet. Find people by name first.";
    has_left: "已离开", "left";
    found_rows: "只列出按这个姓名查到的。", "Only what was found by this name.";
    found_rows_none: "按这个姓名没有查到登记。", "Nothing is entered under this name.";
    found_all: "查看全部", "Show all";
    open: "启动考核", "Open the period";
    open_what: "启动后通知每个人写小结；规则不能再改，最后一天以前到任的人可以补入。", "Everybody is told and can begin the summary. Rules can no longer be changed; who joins by the last day can be added.";
    not_opened: "没有启动", "Not opened";

    // A period
    opening: "正在为每个人建立考核", "Opening the assessment of each person";
    may_leave: "可以离开这一页，工作会继续。", "You can leave this page; it goes on.";
    reload: "刷新", "Reload";
    open_now: "进行中", "open";
    closed: "已结束", "closed";
    withdrawn: "已撤销", "withdrawn";
    withdraw: "撤销这一期", "Withdraw this period";
    withdraw_what: "启动错了才用：单位、时间或规则选错。撤销后这一期停在现在的样子，只能查阅，谁也不能再办理，不作为以后考核的依据；每个参加和把关的人都会收到通知，理由会显示出来。已有人平衡、公示或确定等次的，不能撤销。撤销后不能恢复，可以另外启动一期。", "For a period that was opened by mistake: the wrong units, days or rules. It stays as it is to be read; nobody can take a step in it any more, and no later assessment rests on it. Everybody who takes part or decides is told and reads the reason. It is not possible once anybody is calibrated, published or decided. It cannot be undone; another period can be opened.";
    withdraw_why: "撤销的理由（每个参加的人都能看到）", "Why, for everybody who takes part to read";
    withdraw_title: "确认：照着写这一期的名称", "To confirm, type the name of the period";
    clocks: "期限", "Deadlines";
    clocks_none: "现在没有在走的期限。", "No deadline now.";
    next: "可以一起办的", "Ready for all together";
    next_none: "现在没有可以一起办的事。等各单位交小结、评鉴之后再来。", "Nothing is ready yet. Come back when summaries and reviews have been submitted.";
    by_unit: "各单位进展", "By unit";
    total: "合计", "Total";
    units_missing: "这一期没有单位参加。", "No unit takes part in this period.";
    board: "对照表", "Board";
    progress: "进展", "Progress";
    unassessed: "缺评鉴人的人员", "Without an assessor, or with too few";
    unassessed_what: "评鉴人已离开，或者挂职、借调到名册上没有的单位，或者先后挂职、借调到几个单位而在哪个都没有过半，系统找不到由谁评鉴。标明缺哪个评鉴人的，已有别的评鉴人；他还没有交评鉴的，不指定也可以只由他评鉴，并记入考核材料。请逐个指定，指定后对方会收到通知。", "Whoever reviewed has left, or the person is seconded to where no list of staff says, or to several units and to none for more than half: nobody was found. Where it says which assessor is lacking, another is there: as long as that one has not reviewed it can go on with his review alone, and that is remarked. Name somebody for each; who is named is told.";
    name_assessor: "指定评鉴人", "Name an assessor";
    equal: "两种建议权重相同，请单独定", "equal weights: choose between the proposals";
    no_assessor: "还没有评鉴人", "no assessor yet";
    exempt: "不确定等次人员", "Without a grade by the rules";
    exempt_none: "按规则，每个人都可以定等次。", "By the rules everybody can have a grade.";
    excused: "不再参加考核的人员", "Take no part any more";
    how: "怎么算的", "How it was worked out";
    counted: "计算人数", "Counted";
    exact: "应得", "Share";
    places: "名额", "Places";
    proposed: "已建议", "Proposed";
    bodies: "把关的人", "Who decides";
    nobody: "没有指定", "nobody";
    body_change: "调整把关的人", "Change who decides";
    body_what: "有人退休、调走、长期不在，或者指定错了时用。已经办过的不变；退出和加入的人会收到通知，理由显示在这一页。", "When somebody has retired, moved, is long away or was the wrong one. What was done stays; who leaves and who joins is told, and the reason stands on this page.";
    body_find: "加入的人：姓名或岗位", "Who joins: name or post";
    body_out: "退出的人", "Who leaves";
    body_stays: "没有人退出", "nobody leaves";
    body_in: "加入的人：先在上面查找，再选一人；只退出不加入的，不用选。", "Who joins: find people above first, then choose one; nobody where one only leaves.";
    body_why: "理由（看得到这一页的人都能看到）", "Why, for everybody who reads this page";
    join: "补入新到人员", "Add those who joined since";
    join_what: "启动以后、考核期最后一天以前到参加单位任职的人，现在还没有考核。补入后通知他们写小结，期限从今天起算；已有考核的人不受影响。", "Whoever came to hold a post in these units after it was opened, and by its last day, has no assessment yet. They are told and can begin the summary, with its days from today; nothing changes for the others.";
    join_do: "补入", "Add them";
    raise: "提高名额比例", "Raise the share";
    raise_what: "主管部门批准后才能提高。写明批准文件，进入台账。", "Only with the approval of the authority. Name the paper: it goes into the ledger.";
    paper: "批准文件（文号、日期）", "Approving paper (number, day)";
    raised: "已按批准提高名额比例", "The share was raised";
    raised_no_more: "提高名额比例的批准已撤销", "The share is raised no more";
    paper_back: "撤销这份文件", "Take this paper back";
    paper_back_what: "登记错了才用，例如是另一期的文件。撤销后文件仍列在这里，写明谁在哪天为什么撤销；没有其他有效文件的，比例恢复原来的。已定人数超过原来名额的，不能撤销。", "For a paper that was entered by mistake, of another period for example. It stays listed, with who took it back, when and why; where no other paper stands, the lower share holds again. It is not possible where more people hold the grade than that has places for.";
    raise_again: "登记另一份批准文件", "Enter another paper";
    raise_again_what: "比例已经提高，不再往上加。每份文件都保留，以最后一份有效的为准，进入台账。", "The share is raised already and goes no higher. Every paper is kept, and the last one that stands holds. It goes into the ledger.";
    roster: "名册（Excel）", "Roster (Excel)";
    roster_pdf: "名册（PDF）", "Roster (PDF)";
    forms: "全部考核表", "All forms";
    forms_what: "已确定等次的人每人一份 PDF，连同花名册和清单（每份文件的 SHA-256；没有考核表的人写明原因）装在一个压缩文件里。边生成边下载，1000 人大约三分钟；你本人的不在其中。", "One PDF for everybody whose grade is decided, with the roster and a list of the files (the SHA-256 of each, and why somebody has none), in one archive. It is made while it is downloaded: about three minutes for 1,000 people. Your own form is not in it.";
    forms_take: "下载（ZIP）", "Download (ZIP)";
    units_whole: "全部单位", "all units";
    publication: "公示", "Publication";
    ballot: "民主测评", "Democratic rating";
    simulate: "换一套规则试算", "Try other rules";
    running: "正在办理", "Being done";
    ran: "办理完了", "Done";
    refused: "没有办成的", "Not done";
    refused_what: "每个人的原因在后面。处理好以后再办一次，已经办好的不会重复。", "Each with the reason. Take the step again once it is settled; nobody is done twice.";
    report: "办理结果（Excel）", "Report (Excel)";
    reports: "以前各步的办理结果", "What came of earlier steps";
    go: "办理…", "Take this step …";
    sure: "确认办理", "Take this step";
    gone: "现在没有可以一起办的人，可能刚刚办完。", "Nobody is ready for this step any more; perhaps it was just done.";

    // Lists of several pages
    page_first: "回到名单开头", "Back to the beginning";
    page_next: "下一页", "Next page";
    order: "排列", "Order";
    order_usual: "平常的顺序", "The usual order";

    // The board
    board_what: "所有建议放在一起看：同样的工作，同样的尺度。", "All proposals side by side: the same measure for the same work.";
    family: "岗位类别", "Post family";
    families_all: "全部类别", "all families";
    show: "查看", "Show";
    equal_load: "同类岗位，按到期事项的难度合计从高到低排列，便于在同等负荷下比较。", "One post family, by the difficulty of what was due, highest first: people under the same load stand together.";
    board_several: "等你办理的人排在最前面，其次是本单位的人。", "Who waits for you comes first, then the unit's own people.";
    board_counted: "名额按全体计算，提问只看本页的人。", "Places are worked out from everybody, the questions from this page.";
    rows_none: "这个单位没有人参加这一期。", "Nobody of this unit takes part in the period.";
    rows_none_family: "这个类别没有人。换一个类别看看。", "Nobody is in this family. Choose another.";
    points_to: "规则指向", "rules point to";
    plan: "计划完成", "Plan";
    difficulty: "难度合计", "Difficulty";
    weeks: "有纪实的周", "Weeks with evidence";
    cites: "引用", "Citations";
    words: "评语", "Words";
    no_words: "还没有评语", "no words yet";
    score: "得分", "Score";
    assessor: "主管领导", "Assessor";
    acts: "办理", "Act";
    as_proposed: "同意建议", "As proposed";
    calibrate: "平衡", "Calibrate";
    decide: "确定等次", "Decide";
    change_grade: "改等次", "Another grade";
    change_why: "为什么改（改等次必须写明；与原则性规定不一致时也要写）", "Why (needed for another grade, and where it departs from a rule that holds in principle)";
    barred: "规则不允许", "not by the rules";
    with_reason: "要写明理由", "with a reason";
    cut: "名额不够，轮不到的人", "No place as things stand";
    cut_none: "按现在的建议，名额够用。", "As proposed, there are places enough.";
    filled: "名额怎么分的", "How the places were filled";

    fire: "这一页有意不显示点赞、浏览和纪实条数。", "This page has no likes, views or counts of records on purpose.";

    // Everybody by name
    people_title: "人员名单", "People";
    people_what: "每个人办到哪一步、由谁评鉴、哪一天到期。", "How far everybody is, who reviews, and until when.";
    people_assessor: "评鉴人", "Assessor";
    people_none: "没有符合条件的人。", "Nobody fits.";
    people_none_what: "换个写法，或者查看全部。", "Try another spelling, or show all.";
    remind: "提醒这些人", "Remind them";
    remind_what: "写小结的本人、有人等着评鉴的评鉴人会收到消息。每天只提醒一次，今天通知过的不再提醒。", "Those who write a summary, and assessors for whose review somebody waits, get a notice. Each is reminded once a day; whoever was told of it today is left out.";
    remind_none: "这些人里现在没有人要写小结或评鉴。", "Of these, nobody has a summary or a review to write now.";

    // All reviews of one assessor
    hand: "移交评鉴", "Hand over reviews";
    hand_what: "评鉴人请假、调走或离任时，把他在这一期还没有交的评鉴全部移交给一个人；已经交的保留。被考核人和原评鉴人会收到通知，新的评鉴人只收到一条。不能移交的留在原处，列出姓名和原因。", "When an assessor is on leave, has moved or has left, all reviews of this period that he has not submitted go to one other person; what is submitted stays. Those who are reviewed and the assessor until now are told, the new one once for all. What cannot be handed over stays where it is, and is listed by name with the reason.";
    hand_choose: "选择评鉴人", "Choose an assessor";
    hand_none: "这一期没有人还要评鉴。", "Nobody has anything left to review in this period.";
    hand_from: "移交谁的评鉴", "Whose reviews";
    hand_to: "移交给谁（姓名或岗位）", "To whom (name or post)";
    hand_left: "已离任", "has left";
    hand_leave: "今天请假", "on leave today";

    // Publication
    publication_what: "公示期内，参加这一期考核的同事可以提出异议，要写明理由，由考核委员会答复。", "While the names are published, colleagues who take part may object, with a reason. The committee answers.";
    publication_days: "公示期", "Days";
    publication_find: "姓名或单位", "Name or unit";
    publication_missing: "名单里没有找到。换个写法，或者回到完整名单。", "Nobody on the list. Try another spelling, or go back to the whole list.";
    publication_own: "与你有关的", "What concerns you";
    publication_all: "公示名单", "All names";
    publication_none: "现在没有公示的人。", "Nobody is published now.";
    answered: "你提出的异议", "Your objections";
    publication_none_what: "委员会平衡之后，人事部门在考核期页面上办理公示。", "After the committee has calibrated, the personnel office publishes from the page of the period.";
    object: "提出异议", "Object";
    object_why: "异议和理由（答复的人会看到你的名字）", "Your objection and why (whoever answers sees your name)";
    objections: "异议", "Objections";
    object_withdraw: "撤回异议", "Take it back";
    object_withdraw_what: "答复之前可以撤回。撤回后不再答复，经过留在考核材料里；公示期内还可以再提。", "You can take it back until it is answered. Nothing is answered then, and it stays in the dossier; while the name stands you can object again.";
    object_withdrawn: "已撤回", "Taken back";
    answer: "答复异议", "Answer";
    answer_changed: "答复：改定等次", "Answered: another grade";
    answer_stands: "答复：维持等次", "Answered: the grade stands";
    answer_why: "答复（会告诉提出的人）", "Your answer (whoever objected is told)";
    answer_grade: "答复后的等次", "The grade after it";
    list: "公示名单（Excel）", "List (Excel)";
    list_pdf: "公示名单（PDF）", "List (PDF)";

    // The ballot
    secret: "这是无记名测评", "This rating is secret";
    secret_1: "系统分开记两样东西：谁投过票；票上写了什么。票上没有姓名，没有时间，编号是随机的。", "Two things are kept apart: who has voted, and what the ballots say. A ballot carries no name and no time, and its number is random.";
    secret_2: "两者之间没有任何联系。谁也不能把一张票对应到人，包括管理员、人事部门和系统本身。", "Nothing links the two. Nobody can tell whose a ballot is: not the administrators, not the personnel office, not the system.";
    secret_3: "所以投出以后不能看、不能改、不能收回。", "So it cannot be seen, changed or taken back once it is cast.";
    cast_final: "投出以后不能看、不能改、不能收回。", "Once cast it cannot be seen, changed or taken back.";
    abstain: "弃权", "Abstain";
    abstain_what: "可以对其中一些人弃权，至少给一个人评等次。不想投票就不必提交。", "You may abstain on some; a ballot names a grade for at least one person. Not voting at all is open to you as well.";
    cast: "投票", "Cast my ballot";
    cast_done: "你已经投过票", "You have voted";
    cast_done_what: "票已进入票箱。系统只知道你投过，不知道你投了什么。", "Your ballot is in the box. The system knows that you voted, not what you wrote.";
    ballot_shut: "现在不能投票", "The box is not open";
    ballot_shut_what: "民主测评还没有开始、已经结束，或者你的单位人数太少，投票无法保密。", "The rating has not begun or is over, or your unit is too small for its ballots to stay secret.";

    // Statuses
    statuses: "人员状态和处分", "Statuses and sanctions";
    statuses_what: "试用、请假、借调、培训、立案调查、处分等，规则据此判断能不能定等次、由谁考核。只记种类和日期，不写病情和案情。", "Probation, leave, secondment, training, investigations and sanctions: the rules decide by them who can be graded, and by whom. Only kind and days: no diagnoses, no details of a case.";
    status_add: "登记一条", "Add one";
    status_who: "谁", "Who";
    status_kind: "种类", "Kind";
    status_first: "从哪天起", "From";
    status_last: "到哪天止（未定可不填）", "Until (may be left open)";
    status_note: "说明（文号等，可不填）", "Note (number of the paper; may be empty)";
    status_notes: "说明", "Note";
    status_save: "登记", "Add";
    status_none: "还没有登记过人员状态和处分。", "Nothing is entered yet.";
    status_none_what: "有人请假、借调、被立案或受处分时，在上面登记。", "Add one above when somebody is on leave, seconded, under investigation or sanctioned.";
    status_more: "只列出最近登记的。", "Only the latest are listed.";
    status_find_first: "先按姓名查找，再选人。你本人不在其中：本人的情况由其他人登记。", "Find the person by name first. You are not among them: what is about you is entered by somebody else.";
    status_own: "本人的情况，由其他人办理", "About yourself: somebody else changes it";
    status_until: "起止", "Days";
    status_by: "登记人", "Entered by";
    status_table_what: "上传表格，先逐格核对：有问题会指出哪一行哪一列，什么都不写入；没问题再由你确认写入。已登记还没有结束的，填上结束日期就是结束它；一样的不会重复。可以先导出全部，改好再导入；一份表格最多 5000 行，导出的超过 5000 条，就分成几份导入。", "Upload a table. It is checked cell by cell first: problems are told by line and column and nothing is written; without any, it is written when you say so. A last day for what is here and lasts ends it; what is the same is left alone. What is here can be downloaded, changed and brought in again; a table has 5,000 rows at most, so split a download that has more.";
    status_export: "导出全部（Excel）", "Download all (Excel)";
    status_again: "返回人员状态和处分", "Back to statuses and sanctions";
    status_fresh: "新增", "new";
    status_ends: "将结束", "will be ended";
    status_noted: "将补上说明", "gets its note";
    end: "结束", "End it";
    end_correct: "更正结束日期", "Correct its end";
    ended_on: "结束日期", "Last day";
    ended_how: "调查结果", "How it ended";
    cleared: "查清，没有问题", "cleared";
    warned: "给予警告", "a warning";
    heavier: "给予更重的处分", "more than a warning";
    remove: "撤销登记", "Take back";
    remove_what: "登记错了才撤销。撤销后不再影响考核，台账里留有痕迹。", "For what was entered by mistake. It no longer counts in assessments; the ledger keeps a trace.";

    // Results of earlier years
    years: "往年结果", "Earlier years";
    years_what: "本系统启用以前的年度考核结果，附依据文件。登记以后，看以前各年结果的规则（如连续优秀、连续不称职）会计入；已经确定的考核不变。本人在“考核”页面能看到，标明是补登的。", "Annual results of years before this system was used, with their documents. Rules that look at earlier years, such as “three years running”, count them from then on; what is decided stays. The person finds them under Assessment, marked as brought in.";
    year: "年度", "Year";
    year_add: "登记一年", "Enter one";
    year_grade: "等次", "Grade";
    year_basis: "依据（文号、日期）", "Document (number, day)";
    year_basis_what: "本人能看到。", "The person can read it.";
    year_note: "说明（可不填，只有人事部门能看到）", "Note (may be empty; for the personnel office alone)";
    year_table: "从表格导入", "Import a table";
    year_table_what: "上传表格，先逐格核对：有问题会指出哪一行哪一列，什么都不写入；没问题再由你确认写入。同一份表格再导入一次，不会重复。", "Upload a table. It is checked cell by cell first: problems are told by line and column and nothing is written; without any, it is written when you say so. The same table again changes nothing.";
    year_pack: "等次按哪个规则包", "Pack that the grades are of";
    year_file: "表格文件", "Table";
    year_file_what: "Excel（.xlsx）或 CSV，最多 5000 行。", "Excel (.xlsx) or CSV, 5,000 rows at most.";
    year_file_none: "没有收到文件，请重新选择。", "No file arrived. Choose it again.";
    year_file_large: "文件太大，请分成几份。", "The file is too large. Split it.";
    year_check: "核对", "Check it";
    year_template: "下载模板", "Download the template";
    year_none: "还没有登记过往年结果。", "Nothing was brought in yet.";
    year_none_what: "在上面逐年登记，或者从表格导入。", "Enter results above, or import a table of them.";
    year_back: "撤销或更正", "Take back or correct";
    year_back_what: "登记错了才撤销；要更正，撤销后重新登记。撤销后不再计入，这一行连同理由留作痕迹。", "For what was entered by mistake; to correct it, take it back and enter it again. It no longer counts, and stays here as a trace with the reason.";
    year_back_why: "理由", "Why";
    year_taken_back: "已撤销", "taken back";
    year_again: "返回往年结果", "Back to earlier years";
    year_written: "已写入", "Written";
    year_write: "写入", "Write them";
    year_known: "已有", "here already";
    year_first: "只列出前面的。", "Only the first are listed.";

    // Statistics
    statistics: "考核结果统计", "Statistics";
    statistics_what: "已结束的考核期中已确定的等次，按单位分列，占比按该单位已确定的人数计算。各单位任务不同，这里不排名。", "Grades that are decided, of periods that are closed, by unit; shares are of the unit's people whose result is decided. Units differ in what they have to do: nothing is ranked here.";
    statistics_none: "还没有已结束的考核期。", "No period of this kind is closed yet.";
    statistics_none_what: "一期考核结束后，结果在这里按单位汇总。", "Once a period is closed its results are summed up here by unit.";
    statistics_more: "只列出最近的 8 期。", "The latest 8 periods are listed.";
    statistics_own: "你本人的结果还没有反馈给你，没有计入。", "Your own result was not given to you yet, and is not counted.";
    statistics_table: "统计表（Excel）", "Table (Excel)";
    decided: "已确定人数", "Decided";

    // Simulation
    simulate_title: "规则试算", "Try other rules";
    simulate_what: "拿一期已经有结果的考核，用另一套规则重算一遍，看等次会怎样变化。只是试算，不改变任何人的结果。", "Takes a period that has results and works it out again by other rules, to see what would change. Nobody's result is touched.";
    simulate_none: "还没有考核期可以试算。", "There is no period to try it on.";
    simulate_none_what: "一期考核有了结果，就可以在这里换规则试算。", "Once a period has results, other rules can be tried on it here.";
    simulate_note: "请留意", "Note";
    simulate_overlays: "列出可以叠加的规定", "List what can be laid over it";
    simulate_waits: "正在排队，轮到时自动开始", "Waiting for its turn";
    simulate_runs: "正在计算", "Being worked out";
    simulate_stop: "停止", "Stop";
    simulate_ready: "已有结果", "done";
    simulate_stopped: "这次试算已经停止：你停止了它，或者另外开始了一次。", "This was stopped: by you, or because you began another.";
    simulate_failed: "试算中途出错，没有结果。再算一次；还不行，请联系管理员。", "It stopped by a fault and has no result. Work it out again; if that does not help, tell the administrator.";
    simulate_gone: "这次试算的结果不在了。结果只给试算的人看，保留半小时，服务重新启动后也不再保留。", "This result is not here any more. One is kept for half an hour, for whoever asked alone, and not beyond a restart.";
    simulate_again: "再算一次", "Work it out again";
    simulate_kept: "你最近试算的", "What you tried lately";
    simulate_kept_what: "结果保留半小时，只有你能看。", "Results are kept for half an hour, for you alone.";
    period: "考核期", "Period";
    period_choose: "请选择考核期", "Choose a period";
    run: "试算", "Work it out";
    was: "原来", "was";
    would: "试算", "would be";
    counts: "各等次人数", "People by grade";
    changes: "等次会变的人", "Whose grade would change";
    changes_none: "换成这套规则，就规则能推出的来看，没有人的等次会变。", "By these rules nobody's grade would change, as far as rules can tell.";
    changes_first: "这里只列前面的人，全部在试算表里。", "The first of them are listed here; the table has all.";
    because: "因为", "Because";
    table: "试算表（Excel）", "Table (Excel)";
}
