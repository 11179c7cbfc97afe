//! 简体中文。

use super::Words;

pub const ZH: Words = Words {
    // the frame
    product: "履职纪实",
    #[cfg(feature = "ssr")]
    product_what: "随手记下做了什么，同事与领导看得见，考核有据可依。",
    navigation: "主导航",
    quick_navigation: "快捷导航",
    beside: "相关信息",
    skip: "跳到正文",
    feed: "动态",
    my_records: "我的纪实",
    mine_short: "纪实",
    unit_short: "本单位",
    me: "我",
    grants: "授权",
    administration: "管理",
    my_units: "我的单位",
    units_led: "我负责的单位",
    units_granted: "已授权给我",
    import: "导入机构与人员",
    accounts: "账号",
    ledger: "操作台账",
    close: "关闭",
    cancel: "取消",
    retry: "重试",
    loading: "正在读取…",
    sending: "正在发送…",
    save: "保存",
    #[cfg(feature = "ssr")]
    choose: "请选择",
    #[cfg(feature = "ssr")]
    comma: "、",
    to_feed: "返回动态",
    today: "今天",
    yesterday: "昨天",
    offline: "未连接，正在重试…",
    my_posts: "我的任职",
    leads: "负责人",
    leader: "领导",
    no_post: "你目前没有任职，可以阅读但不能写纪实。请联系人事部门。",
    no_post_short: "暂无任职",
    who_sees: "谁能看到",
    firewall: "点赞、圈阅和评论的数量不进入任何考核结果。",
    why: "为什么",
    // the feed
    scope: "范围",
    everything: "全部可见",
    led: "我负责的",
    granted_unit: |name| format!("{name}（已授权）"),
    mentioned: "@ 我的",
    new_records: |n| format!("{n} 条新纪实"),
    read_up_to: "上次读到这里",
    older: "更早的纪实",
    end_of_list: "已经到底了。",
    empty_feed: "还没有纪实",
    empty_feed_what: "写下今天做的一件事，就是这里的第一条。",
    empty_scope: "这个范围里还没有纪实",
    empty_scope_what: "换一个范围，或等同事写下第一条。",
    empty_mentions: "还没有人提到你",
    empty_mentions_what: "有人在评论里 @ 你时，会出现在这里。",
    empty_person: "还没有你能看到的纪实",
    empty_person_what: "对方写下并对你可见后，会出现在这里。",
    // a record
    record_of: |name| format!("{name}的纪实"),
    records: "纪实",
    myself: "我",
    late_for: |day| format!("补记 {day}"),
    by_grant: "已授权可见",
    edited: "已修改",
    withdrawn: "这条纪实已由作者撤回。",
    gone: "这条纪实已撤回，或不再对你可见。",
    mark: "圈阅",
    like: "赞",
    like_count: |n| format!("赞 {n}"),
    marked_by: |name| format!("{name} 已圈阅"),
    comment: "评论",
    copy_link: "复制链接",
    copied: "链接已复制。",
    edit: "修改",
    withdraw: "撤回",
    withdraw_ask: "撤回这条纪实？",
    withdraw_what: "同事将看不到它；你和领导还能看到“已撤回”的痕迹。撤回后不能恢复。",
    withdrawn_now: "已撤回。",
    versions: |n| format!("修改记录（{n} 个早先版本）"),
    version_until: |day| format!("到 {day} 为止的版本"),
    // comments
    all_comments: |n| format!("查看全部 {n} 条评论"),
    comment_label: "写评论",
    comment_hint: "写评论，用 @ 提到同事",
    comment_keys: "Ctrl + Enter 发送",
    comment_deleted: "评论已删除。",
    send: "发送",
    reply: "回复",
    replying_to: |name| format!("回复 {name}"),
    delete: "删除",
    delete_ask: "删除这条评论？",
    delete_what: "内容不再显示，只留下“已删除”的痕迹。",
    mention: "提到同事",
    people_offered: |n| format!("有 {n} 位同事可选，用上下键选择"),
    // writing
    compose_title: "记一条",
    compose_label: "做了什么",
    compose_hint: "今天做了什么？写一句话也可以…",
    write: "记一条",
    written: "已记下。",
    kept_as_draft: "已存为草稿，只有你能看到。",
    send_keys: "Ctrl + Enter 发送",
    characters_left: |n| {
        if n < 0 {
            format!("超出 {} 字", -n)
        } else {
            format!("还可写 {n} 字")
        }
    },
    edit_title: "修改纪实",
    edit_what: "早先的版本会保留在修改记录里，能看到这条纪实的人都能看到。",
    day: "日期",
    audience: "谁能看到",
    for_unit: "写在哪个单位",
    to_unit: "本单位",
    to_unit_who: "同单位的同事和各级领导。",
    to_granted: "本单位和已授权单位",
    to_granted_who: "另加负责人授权的同级单位。",
    to_leaders: "仅领导",
    to_leaders_who: "只有各级领导，同事看不到。",
    to_draft: "草稿",
    to_draft_who: "只有你自己，随时可以再发出。",
    // people and units
    appointments: "任职",
    earlier_posts: "以往任职",
    reports_to: "汇报对象",
    acting: "代理",
    seconded: "借调",
    from_to: |from, to| format!("{from} – {to}"),
    until_now: "至今",
    path: "上级单位",
    sub_units: "下级单位",
    people_count: |n| format!("人员 {n} 人"),
    // access
    #[cfg(feature = "ssr")]
    grants_what: "同级单位之间默认互不可见。负责人授权后，对方单位的同事可以阅读范围为“本单位和已授权单位”的纪实；撤销立即生效，授权和撤销都记入台账。",
    #[cfg(feature = "ssr")]
    give_grant: "授权",
    #[cfg(feature = "ssr")]
    grant_from: "开放哪个单位的纪实",
    #[cfg(feature = "ssr")]
    grant_to: "给哪个单位阅读",
    #[cfg(feature = "ssr")]
    grant_until: "截止日期（可不填）",
    #[cfg(feature = "ssr")]
    grant_until_hint: "不填则到撤销为止。",
    #[cfg(feature = "ssr")]
    in_force: "生效中",
    #[cfg(feature = "ssr")]
    no_grants: "目前没有授权",
    #[cfg(feature = "ssr")]
    no_grants_what: "由单位负责人在这里授权其他单位阅读。",
    #[cfg(feature = "ssr")]
    ended_grants: "已结束的授权",
    #[cfg(feature = "ssr")]
    opens_to: "开放给",
    #[cfg(feature = "ssr")]
    given_by: |name| format!("授权人 {name}"),
    #[cfg(feature = "ssr")]
    until_revoked: "撤销为止",
    #[cfg(feature = "ssr")]
    revoke: "撤销",
    #[cfg(feature = "ssr")]
    revoked_on: |day| format!("已于 {day} 撤销"),
    // the own account
    #[cfg(feature = "ssr")]
    display: "显示",
    #[cfg(feature = "ssr")]
    language: "语言",
    #[cfg(feature = "ssr")]
    theme: "配色",
    #[cfg(feature = "ssr")]
    theme_auto: "跟随系统",
    #[cfg(feature = "ssr")]
    theme_light: "浅色",
    #[cfg(feature = "ssr")]
    theme_dark: "深色",
    #[cfg(feature = "ssr")]
    sessions: "登录",
    sign_in: "登录",
    #[cfg(feature = "ssr")]
    sign_out: "退出登录",
    #[cfg(feature = "ssr")]
    sign_out_everywhere: "在所有设备退出",
    #[cfg(feature = "ssr")]
    sign_out_what: "退出时会清除本机上没有发出的草稿。",
    #[cfg(feature = "ssr")]
    change_password: "修改密码",
    #[cfg(feature = "ssr")]
    current_password: "当前密码",
    #[cfg(feature = "ssr")]
    new_password: "新密码",
    #[cfg(feature = "ssr")]
    password_again: "再输入一次新密码",
    #[cfg(feature = "ssr")]
    password_hint: "至少 10 个字符，可以用一句话。",
    #[cfg(feature = "ssr")]
    account: "账号",
    #[cfg(feature = "ssr")]
    password: "密码",
    #[cfg(feature = "ssr")]
    sign_in_wrong: "账号或密码不对，请再试一次。",
    #[cfg(feature = "ssr")]
    sign_in_fault: "登录服务暂时不可用，请稍后再试。",
    #[cfg(feature = "ssr")]
    sign_in_slow: |n| format!("尝试次数过多，请 {n} 秒后再试。"),
    #[cfg(feature = "ssr")]
    signed_out: "已退出。没有发出的内容如因超时退出，仍保留在本机。",
    #[cfg(feature = "ssr")]
    no_account: "没有账号或忘记密码？请向系统管理员要一次性链接。",
    #[cfg(feature = "ssr")]
    open_account: "开通账号",
    #[cfg(feature = "ssr")]
    open_account_what: "设置密码，以后用账号和密码登录。",
    #[cfg(feature = "ssr")]
    invite_used: "这个链接已用过或已过期。请向系统管理员要新的。",
    // administration
    #[cfg(feature = "ssr")]
    import_what: "上传机构和人员表。先检查，告诉你问题在哪一行、会改动什么；你确认之后才写入。",
    #[cfg(feature = "ssr")]
    kind: "表格种类",
    #[cfg(feature = "ssr")]
    kind_auto: "自动识别",
    #[cfg(feature = "ssr")]
    kind_organogram: "机构编制表（Organogram）",
    #[cfg(feature = "ssr")]
    kind_staff: "人员名册（模板）",
    #[cfg(feature = "ssr")]
    files: "文件",
    #[cfg(feature = "ssr")]
    files_hint: "CSV 或 Excel，可同时选择多个。",
    #[cfg(feature = "ssr")]
    import_empty: "没有收到文件，请重新选择。",
    #[cfg(feature = "ssr")]
    import_large: "文件太大，没有上传。请分几次导入。",
    #[cfg(feature = "ssr")]
    check_files: "上传并检查",
    #[cfg(feature = "ssr")]
    templates: "模板",
    #[cfg(feature = "ssr")]
    templates_what: "还没有表格？下载模板，填好再上传。",
    #[cfg(feature = "ssr")]
    another_import: "再导入一次",
    #[cfg(feature = "ssr")]
    checking: "正在检查…",
    #[cfg(feature = "ssr")]
    ready: "检查通过，还没有写入",
    #[cfg(feature = "ssr")]
    rejected: "检查未通过，没有写入任何内容",
    #[cfg(feature = "ssr")]
    writing: "正在写入…",
    #[cfg(feature = "ssr")]
    import_done: "已写入",
    #[cfg(feature = "ssr")]
    import_failed: "中途出错停止。改好后可以再导入一次，不会重复。",
    #[cfg(feature = "ssr")]
    progress: |done, total| format!("{done} / {total} 行"),
    #[cfg(feature = "ssr")]
    may_leave: "可以离开这一页，稍后再回来看。",
    #[cfg(feature = "ssr")]
    found: |errors, warnings| format!("{errors} 个错误，{warnings} 个提醒。"),
    #[cfg(feature = "ssr")]
    apply: "写入",
    #[cfg(feature = "ssr")]
    apply_what: "请先看下面的改动。写入后，旧的任职会结束而不会删除。",
    #[cfg(feature = "ssr")]
    changes: "将要改动",
    #[cfg(feature = "ssr")]
    changes_done: "已改动",
    #[cfg(feature = "ssr")]
    count_units: "单位",
    #[cfg(feature = "ssr")]
    count_posts: "岗位",
    #[cfg(feature = "ssr")]
    count_people: "人员",
    #[cfg(feature = "ssr")]
    count_appointments: "新任职",
    #[cfg(feature = "ssr")]
    count_ended: "结束任职",
    #[cfg(feature = "ssr")]
    count_changed: "其他更新",
    #[cfg(feature = "ssr")]
    findings: "检查结果",
    #[cfg(feature = "ssr")]
    first_findings: "只列出前 200 条。",
    #[cfg(feature = "ssr")]
    sample: "改动示例",
    #[cfg(feature = "ssr")]
    error: "错误",
    #[cfg(feature = "ssr")]
    warning: "提醒",
    #[cfg(feature = "ssr")]
    kind_of: "类别",
    #[cfg(feature = "ssr")]
    file: "文件",
    #[cfg(feature = "ssr")]
    line: "行",
    #[cfg(feature = "ssr")]
    column: "列",
    #[cfg(feature = "ssr")]
    what: "说明",
    #[cfg(feature = "ssr")]
    accounts_what: "按姓名、岗位或账号查找；发出一次性链接，由本人设置密码。",
    #[cfg(feature = "ssr")]
    find_person: "姓名、岗位或账号",
    #[cfg(feature = "ssr")]
    find: "查找",
    #[cfg(feature = "ssr")]
    name: "姓名",
    #[cfg(feature = "ssr")]
    post: "单位和岗位",
    #[cfg(feature = "ssr")]
    duties: "职责",
    #[cfg(feature = "ssr")]
    invitation: "一次性链接",
    #[cfg(feature = "ssr")]
    invite: "生成链接",
    #[cfg(feature = "ssr")]
    account_open: "已开通",
    #[cfg(feature = "ssr")]
    account_closed: "未启用",
    #[cfg(feature = "ssr")]
    account_none: "无账号",
    #[cfg(feature = "ssr")]
    no_person: "没有找到",
    #[cfg(feature = "ssr")]
    no_person_what: "换一个写法，或先导入人员。",
    #[cfg(feature = "ssr")]
    duty_system: "系统管理员",
    #[cfg(feature = "ssr")]
    duty_security: "安全管理员",
    #[cfg(feature = "ssr")]
    duty_auditor: "审计员",
    #[cfg(feature = "ssr")]
    duty_personnel: "人事部门",
    #[cfg(feature = "ssr")]
    ledger_what: "谁在何时做了什么。只有加盐的指纹，不含内容。",
    #[cfg(feature = "ssr")]
    time: "时间",
    #[cfg(feature = "ssr")]
    act: "操作",
    #[cfg(feature = "ssr")]
    actor: "操作人",
    #[cfg(feature = "ssr")]
    subject: "对象",
    #[cfg(feature = "ssr")]
    hash: "指纹",
    // help and errors
    keyboard: "键盘",
    #[cfg(feature = "ssr")]
    keys_what: "输入文字时单键不起作用。",
    all_keys: "全部按键",
    key: "按键",
    what_it_does: "作用",
    key_move: "上下移动",
    key_open: "打开选中的纪实",
    key_like: "赞或圈阅",
    key_comment: "评论",
    key_new: "记一条",
    key_pill: "显示新纪实",
    key_send: "发送",
    key_mention: "在评论里提到同事",
    key_escape: "关闭或离开输入框",
    key_help: "按键说明",
    not_found: "没有这个页面",
    #[cfg(feature = "ssr")]
    not_found_what: "地址可能写错了，内容可能已撤回，或不对你开放。",
    no_page: "页面暂时打不开",
    #[cfg(feature = "ssr")]
    why_title: "纪实与考核的约定",
    #[cfg(feature = "ssr")]
    why_sections: &[
        (
            "点赞不进入考核",
            &[
                "点赞、圈阅、阅读、评论的数量和纪实的条数，都不能进入等次或同级比较。这不是一条规定，而是程序的结构：考核与比较只接受一种叫“证据”的数据，其中根本没有这些数字；每次发布前，我们随机改动全部点赞和评论，检验考核结果一个字节都不变。",
                "领导的圈阅只表示“已阅”。评论里的话，只有在评价中被明确引用时才作数。",
            ],
        ),
        (
            "谁能看到",
            &[
                "一条纪实给谁看，由写的人决定。各级领导看得到下属的纪实，看不到草稿。同级单位要由负责人授权，授权可随时撤销，立即生效。系统管理员、安全管理员和审计员都看不到纪实的内容。",
            ],
        ),
        (
            "修改、撤回和草稿",
            &[
                "修改后，早先的版本留在修改记录里，看得到这条纪实的人都看得到。撤回后，同事看不到它，你和领导能看到“已撤回”的痕迹。删除评论会留下“已删除”。草稿只属于你。",
            ],
        ),
        (
            "台账",
            &[
                "写入、修改、圈阅、授权等每一个操作都进入台账，由审计员查看。台账里只有加盐的指纹，不含内容，所以事后谁也不能悄悄改动，依法删除也仍然可行。",
            ],
        ),
    ],
};
