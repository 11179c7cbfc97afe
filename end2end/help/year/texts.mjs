// What people write in the year: records, summaries, reviews. Each is somewhat different, as people's words are.

const WORK = [
  "到三个基层站点核对台账，发现两处口径不一致，当场改正并留了记录。",
  "起草业务流程修订稿，征求五个处室意见，采纳十一条，未采纳的逐条说明。",
  "办结群众来信四件，其中一件涉及补偿标准，与财务核实后书面答复。",
  "组织联合检查，查出隐患六处，限期整改的已复查销号四处。",
  "完成季度数据汇总，与上季度比对，异常波动的三项附了原因。",
  "接待企业咨询九次，把常见问题整理成一页纸，放到窗口。",
  "牵头处理系统停机，两小时内恢复，事后写了复盘，列出三条改进。",
  "带新同事走完一遍办件流程，帮助改了两份送审稿。",
  "参加应急演练，负责通信联络，演练后补齐了两份通讯录。",
  "审核采购文件，退回一份缺少询价记录的，说明了依据。",
  "现场踏勘施工路段，协调封道时间改到夜间，减少了拥堵。",
];
const PLACE = ["东片", "西片", "南片", "北片", "河东", "河西", "城北"];

/** A record; `turn`: which of the year. */
export function record(who, turn) {
  return `${PLACE[(who + turn) % PLACE.length]}：${WORK[(who * 3 + turn * 5) % WORK.length]}`;
}

const MOVED = ["重点事项按计划推进", "积压的件基本清完", "流程修订已进入会签", "现场检查覆盖了全部站点", "数据质量比上期有改进"];
const HARD = ["人手紧的时候有两件拖了几天", "跨处室协调花的时间比预想的多", "系统切换期间有返工", "基层反馈的问题还有三条没有答复"];
const NEXT = ["下一步先补齐没有答复的几条", "下一步把经验写成操作说明", "下一步和相邻处室对一遍口径", "下一步重点盯住到期事项"];

/** What somebody says of the whole. */
export function summary(who, period) {
  const at = who + period.length + period.charCodeAt(period.length - 1);
  return `本期${MOVED[at % MOVED.length]}。${HARD[at % HARD.length]}。${NEXT[(at + 1) % NEXT.length]}。`;
}

const WHY = [
  "引用的纪实说明事情办到了位，留下的记录别人能查。",
  "完成的质量好于上期，退回重办的少了。",
  "时限守住了，遇到变化及时报告。",
  "与相邻处室配合主动，问题没有过夜。",
  "有改进的办法，也落到了操作说明里。",
  "守规矩，经手的文件手续齐全。",
];

/** Reasons for the indicators of somebody, in an order of his own. */
export function reasons(who, period) {
  return WHY.map((_, at) => `${WHY[(who + period.length + at) % WHY.length]}`);
}

const WORDS = {
  good: "承担的任务重，完成得好，关键事项有凭有据。",
  fairly_good: "任务完成较好，个别事项进度偏慢，已说明原因。",
  average: "完成了基本任务，两项到期事项没有按时办结，需要改进。",
  poor: "多项到期事项没有办结，提醒后仍无明显改进。",
  excellent: "全年各期都好，难事敢接，实绩有据可查。",
  competent: "全年任务完成较好，能按要求履职。",
  basic: "全年多期一般，进度和质量都有差距，需要限期改进。",
  incompetent: "全年各期较差，主要任务没有完成。",
};

/** An assessor's words of the whole. */
export function verdict(who, grade) {
  return `${WORDS[grade]}${PLACE[who % PLACE.length]}的工作${MOVED[who % MOVED.length]}。`;
}
