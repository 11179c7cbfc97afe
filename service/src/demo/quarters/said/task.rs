//! What is said of a task of some weeks rather than of a quarter.

use super::Said;

pub(super) const WITHOUT: [Said; 2] = [
    (
        "这次任务没有涉及这方面的工作，不作评价。",
        "The task asked for nothing of this kind, so nothing is said of it.",
    ),
    (
        "任务期间没有这方面的记录；面谈时说明了情况，没有发现问题。",
        "There is no record of it from the days of the task; it was talked about, and nothing came up.",
    ),
];

pub(super) const NONE: [Said; 2] = [
    (
        "任务期间没有这方面的记录，已与本人核对。",
        "There are no records of it from the days of the task; checked with the person.",
    ),
    (
        "这次任务没有安排这方面的工作。",
        "Nothing of the kind belonged to the task.",
    ),
];

pub(super) const WHOLE_GOOD: [Said; 2] = [
    (
        "任务期间随叫随到，情况报得早、处置得当，日常工作也没有落下。",
        "There whenever called on, early with reports and sound in what was done; daily work did not suffer.",
    ),
    (
        "任务最紧的几天顶在前面，交接清楚，同组的人放心。",
        "In front on the hardest days of the task, with handovers the others could rely on.",
    ),
];

pub(super) const WHOLE_FAIR: [Said; 2] = [
    (
        "完成了分工内的任务，值班没有脱岗。遇到变化可以更主动一些。",
        "Did what was assigned and missed no duty. Could be quicker to act when things change.",
    ),
    (
        "任务完成得稳，记录齐全；交接可以再细一点。",
        "Steady work with complete records; handovers could say more.",
    ),
];

pub(super) const ONESELF: [Said; 3] = [
    (
        "这次任务中分给我的几项都按期办完，发现的问题当天报告。前几天交接记录写得不够细，后来改了过来。",
        "What fell to me in this task was done in time, and what was found was reported the same day. My handover notes were thin in the first days; that was put right.",
    ),
    (
        "任务期间日常工作没有停，晚间和周末轮流值班。体会是预案要提前过一遍，到时才不乱。",
        "Daily work went on beside the task; evenings and weekends were shared out. What I take from it: go through the plan beforehand, and nobody is lost when it counts.",
    ),
    (
        "按分工完成了检查和值班，遇到拿不准的先请示再处置。不足是对现场情况还不够熟。",
        "I did my share of the checks and duties, and asked first where I was not sure. I still do not know the sites well enough.",
    ),
];
