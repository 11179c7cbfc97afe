//! English.

use super::Words;

pub const EN: Words = Words {
    // the frame
    product: "Daybook",
    #[cfg(feature = "ssr")]
    product_what: "Write down what you did. Colleagues and leaders see it, and assessments rest on it.",
    navigation: "Main",
    quick_navigation: "Shortcuts",
    beside: "More information",
    skip: "Skip to content",
    feed: "Feed",
    my_records: "My records",
    mine_short: "Mine",
    unit_short: "My unit",
    me: "Me",
    grants: "Access",
    administration: "Administration",
    my_units: "My units",
    units_led: "Units I lead",
    units_granted: "Open to me",
    import: "Import staff",
    accounts: "Accounts",
    ledger: "Ledger",
    close: "Close",
    cancel: "Cancel",
    retry: "Retry",
    loading: "Loading…",
    sending: "Sending…",
    save: "Save",
    #[cfg(feature = "ssr")]
    choose: "Choose",
    #[cfg(feature = "ssr")]
    comma: ", ",
    to_feed: "Back to the feed",
    today: "Today",
    yesterday: "Yesterday",
    offline: "Not connected. Trying again…",
    my_posts: "My posts",
    leads: "Head",
    leader: "Leader",
    no_post: "You hold no post at present: you can read but not write records. Ask the personnel office.",
    no_post_short: "No post",
    who_sees: "Who sees it",
    firewall: "Likes, marks and numbers of comments never enter an assessment.",
    why: "Why",
    // the feed
    scope: "Scope",
    everything: "All I can see",
    led: "I lead",
    granted_unit: |name| format!("{name} (open to me)"),
    mentioned: "@ me",
    new_records: |n| format!("{n} new record{s}", s = if n == 1 { "" } else { "s" }),
    read_up_to: "Read up to here",
    older: "Older records",
    end_of_list: "That is everything.",
    empty_feed: "No records yet",
    empty_feed_what: "Write down one thing you did today: it will be the first.",
    empty_scope: "No records in this view yet",
    empty_scope_what: "Choose another view, or wait for the first one.",
    empty_mentions: "Nobody has mentioned you yet",
    empty_mentions_what: "When someone mentions you in a comment, the record appears here.",
    empty_person: "No records that you can see",
    empty_person_what: "They appear here once written and open to you.",
    // a record
    record_of: |name| format!("Record by {name}"),
    records: "Records",
    myself: "me",
    late_for: |day| format!("late for {day}"),
    by_grant: "open by grant",
    edited: "edited",
    withdrawn: "The author withdrew this record.",
    gone: "This record was withdrawn or is no longer open to you.",
    mark: "Mark",
    like: "Like",
    like_count: |n| format!("{n} like{s}", s = if n == 1 { "" } else { "s" }),
    marked_by: |name| format!("Marked as read by {name}"),
    comment: "Comment",
    copy_link: "Copy link",
    copied: "Link copied.",
    edit: "Edit",
    withdraw: "Withdraw",
    withdraw_ask: "Withdraw this record?",
    withdraw_what: "Colleagues will no longer see it; you and your leaders keep a trace. It cannot be undone.",
    withdrawn_now: "Withdrawn.",
    versions: |n| format!("History ({n} earlier version{s})", s = if n == 1 { "" } else { "s" }),
    version_until: |day| format!("Version until {day}"),
    // comments
    all_comments: |n| format!("Show all {n} comments"),
    comment_label: "Write a comment",
    comment_hint: "Write a comment; @ mentions a colleague",
    comment_keys: "Ctrl + Enter sends",
    comment_deleted: "This comment was deleted.",
    send: "Send",
    reply: "Reply",
    replying_to: |name| format!("Replying to {name}"),
    delete: "Delete",
    delete_ask: "Delete this comment?",
    delete_what: "Its text disappears; that there was one stays visible.",
    mention: "Mention a colleague",
    people_offered: |n| {
        format!(
            "{n} colleague{s} to choose from; use the arrow keys",
            s = if n == 1 { "" } else { "s" }
        )
    },
    // writing
    compose_title: "New record",
    compose_label: "What was done",
    compose_hint: "What did you do today? One sentence is enough…",
    write: "Record it",
    written: "Recorded.",
    kept_as_draft: "Kept as a draft that only you can see.",
    send_keys: "Ctrl + Enter sends",
    characters_left: |n| {
        if n < 0 {
            format!("{} characters too many", -n)
        } else {
            format!("{n} characters left")
        }
    },
    edit_title: "Edit record",
    edit_what: "Earlier versions stay in the history, open to everybody who can read the record.",
    day: "Date",
    audience: "Who sees it",
    for_unit: "Written for",
    to_unit: "My unit",
    to_unit_who: "Colleagues of the unit and the leaders above.",
    to_granted: "Unit and authorised units",
    to_granted_who: "Also units that the head has authorised.",
    to_leaders: "Leaders only",
    to_leaders_who: "The leaders above, and no colleagues.",
    to_draft: "Draft",
    to_draft_who: "Only you, until you open it.",
    // people and units
    appointments: "Posts held",
    earlier_posts: "Earlier posts",
    reports_to: "Reports to",
    acting: "acting",
    seconded: "seconded",
    from_to: |from, to| format!("{from} – {to}"),
    until_now: "now",
    path: "Units above",
    sub_units: "Units below",
    people_count: |n| format!("{n} {people}", people = if n == 1 { "person" } else { "people" }),
    // access
    #[cfg(feature = "ssr")]
    grants_what: "Units of one level do not see each other. Once the head authorises another unit, its people can read records meant for “Unit and authorised units”. Revoking takes effect at once; both are entered in the ledger.",
    #[cfg(feature = "ssr")]
    give_grant: "Authorise",
    #[cfg(feature = "ssr")]
    grant_from: "Open the records of",
    #[cfg(feature = "ssr")]
    grant_to: "To the people of",
    #[cfg(feature = "ssr")]
    grant_until: "Last day (optional)",
    #[cfg(feature = "ssr")]
    grant_until_hint: "Without one it lasts until it is revoked.",
    #[cfg(feature = "ssr")]
    in_force: "In force",
    #[cfg(feature = "ssr")]
    no_grants: "No access has been given",
    #[cfg(feature = "ssr")]
    no_grants_what: "The head of a unit gives it here.",
    #[cfg(feature = "ssr")]
    ended_grants: "Ended",
    #[cfg(feature = "ssr")]
    opens_to: "opens to",
    #[cfg(feature = "ssr")]
    given_by: |name| format!("given by {name}"),
    #[cfg(feature = "ssr")]
    until_revoked: "until revoked",
    #[cfg(feature = "ssr")]
    revoke: "Revoke",
    #[cfg(feature = "ssr")]
    revoked_on: |day| format!("revoked on {day}"),
    // the own account
    #[cfg(feature = "ssr")]
    display: "Display",
    #[cfg(feature = "ssr")]
    language: "Language",
    #[cfg(feature = "ssr")]
    theme: "Theme",
    #[cfg(feature = "ssr")]
    theme_auto: "System",
    #[cfg(feature = "ssr")]
    theme_light: "Light",
    #[cfg(feature = "ssr")]
    theme_dark: "Dark",
    #[cfg(feature = "ssr")]
    sessions: "Sessions",
    sign_in: "Sign in",
    #[cfg(feature = "ssr")]
    sign_out: "Sign out",
    #[cfg(feature = "ssr")]
    sign_out_everywhere: "Sign out everywhere",
    #[cfg(feature = "ssr")]
    sign_out_what: "Signing out clears unsent drafts from this device.",
    #[cfg(feature = "ssr")]
    change_password: "Change password",
    #[cfg(feature = "ssr")]
    current_password: "Current password",
    #[cfg(feature = "ssr")]
    new_password: "New password",
    #[cfg(feature = "ssr")]
    password_again: "New password again",
    #[cfg(feature = "ssr")]
    password_hint: "At least 10 characters; a sentence will do.",
    #[cfg(feature = "ssr")]
    account: "Account",
    #[cfg(feature = "ssr")]
    password: "Password",
    #[cfg(feature = "ssr")]
    sign_in_wrong: "The account or the password is not right. Try again.",
    #[cfg(feature = "ssr")]
    sign_in_fault: "Signing in does not work just now. Try again later.",
    #[cfg(feature = "ssr")]
    sign_in_slow: |n| format!("Too many attempts. Try again in {n} seconds."),
    #[cfg(feature = "ssr")]
    signed_out: "You are signed out. What a time-out left unsent is kept on this device.",
    #[cfg(feature = "ssr")]
    no_account: "No account, or password forgotten? Ask the system administrator for a one-time link.",
    #[cfg(feature = "ssr")]
    open_account: "Open your account",
    #[cfg(feature = "ssr")]
    open_account_what: "Choose the password that you will sign in with.",
    #[cfg(feature = "ssr")]
    invite_used: "This link has been used or has expired. Ask the system administrator for a new one.",
    // administration
    #[cfg(feature = "ssr")]
    import_what: "Upload tables of units, posts and people. They are checked first: you see every problem by its line and what would change. Nothing is written until you say so.",
    #[cfg(feature = "ssr")]
    kind: "Kind of table",
    #[cfg(feature = "ssr")]
    kind_auto: "Recognise by itself",
    #[cfg(feature = "ssr")]
    kind_organogram: "Organogram (senior and junior posts)",
    #[cfg(feature = "ssr")]
    kind_staff: "Staff list (template)",
    #[cfg(feature = "ssr")]
    files: "Files",
    #[cfg(feature = "ssr")]
    files_hint: "CSV or Excel; several at once if you like.",
    #[cfg(feature = "ssr")]
    import_empty: "No file arrived. Choose the files again.",
    #[cfg(feature = "ssr")]
    import_large: "The files are too large. Import them in parts.",
    #[cfg(feature = "ssr")]
    check_files: "Upload and check",
    #[cfg(feature = "ssr")]
    templates: "Templates",
    #[cfg(feature = "ssr")]
    templates_what: "No table yet? Download a template, fill it in and upload it.",
    #[cfg(feature = "ssr")]
    another_import: "Another import",
    #[cfg(feature = "ssr")]
    checking: "Checking…",
    #[cfg(feature = "ssr")]
    ready: "Checked. Nothing is written yet",
    #[cfg(feature = "ssr")]
    rejected: "Refused. Nothing was written",
    #[cfg(feature = "ssr")]
    writing: "Writing…",
    #[cfg(feature = "ssr")]
    import_done: "Written",
    #[cfg(feature = "ssr")]
    import_failed: "Stopped by a fault. Import again once it is mended: nothing will be doubled.",
    #[cfg(feature = "ssr")]
    progress: |done, total| format!("{done} of {total} rows"),
    #[cfg(feature = "ssr")]
    may_leave: "You can leave this page and come back.",
    #[cfg(feature = "ssr")]
    found: |errors, warnings| format!("Errors: {errors}. Warnings: {warnings}."),
    #[cfg(feature = "ssr")]
    apply: "Write it",
    #[cfg(feature = "ssr")]
    apply_what: "Read the changes below first. Posts that end are closed, never deleted.",
    #[cfg(feature = "ssr")]
    changes: "What would change",
    #[cfg(feature = "ssr")]
    changes_done: "What changed",
    #[cfg(feature = "ssr")]
    count_units: "Units",
    #[cfg(feature = "ssr")]
    count_posts: "Posts",
    #[cfg(feature = "ssr")]
    count_people: "People",
    #[cfg(feature = "ssr")]
    count_appointments: "New appointments",
    #[cfg(feature = "ssr")]
    count_ended: "Ended appointments",
    #[cfg(feature = "ssr")]
    count_changed: "Other changes",
    #[cfg(feature = "ssr")]
    findings: "Findings",
    #[cfg(feature = "ssr")]
    first_findings: "Only the first 200 are listed.",
    #[cfg(feature = "ssr")]
    sample: "Some of the changes",
    #[cfg(feature = "ssr")]
    error: "Error",
    #[cfg(feature = "ssr")]
    warning: "Warning",
    #[cfg(feature = "ssr")]
    kind_of: "Kind",
    #[cfg(feature = "ssr")]
    file: "File",
    #[cfg(feature = "ssr")]
    line: "Line",
    #[cfg(feature = "ssr")]
    column: "Column",
    #[cfg(feature = "ssr")]
    what: "What",
    #[cfg(feature = "ssr")]
    accounts_what: "Find people by name, post or account. They set their own password with a one-time link.",
    #[cfg(feature = "ssr")]
    find_person: "Name, post or account",
    #[cfg(feature = "ssr")]
    find: "Find",
    #[cfg(feature = "ssr")]
    name: "Name",
    #[cfg(feature = "ssr")]
    post: "Unit and post",
    #[cfg(feature = "ssr")]
    duties: "Duties",
    #[cfg(feature = "ssr")]
    invitation: "One-time link",
    #[cfg(feature = "ssr")]
    invite: "Make a link",
    #[cfg(feature = "ssr")]
    account_open: "open",
    #[cfg(feature = "ssr")]
    account_closed: "not open",
    #[cfg(feature = "ssr")]
    account_none: "no account",
    #[cfg(feature = "ssr")]
    no_person: "Nobody found",
    #[cfg(feature = "ssr")]
    no_person_what: "Try another spelling, or import the staff first.",
    #[cfg(feature = "ssr")]
    duty_system: "System administrator",
    #[cfg(feature = "ssr")]
    duty_security: "Security administrator",
    #[cfg(feature = "ssr")]
    duty_auditor: "Auditor",
    #[cfg(feature = "ssr")]
    duty_personnel: "Personnel office",
    #[cfg(feature = "ssr")]
    ledger_what: "Who did what and when. It holds salted fingerprints, never contents.",
    #[cfg(feature = "ssr")]
    time: "Time",
    #[cfg(feature = "ssr")]
    act: "Act",
    #[cfg(feature = "ssr")]
    actor: "Actor",
    #[cfg(feature = "ssr")]
    subject: "Subject",
    #[cfg(feature = "ssr")]
    hash: "Fingerprint",
    // help and errors
    keyboard: "Keyboard",
    #[cfg(feature = "ssr")]
    keys_what: "Single keys do nothing while you type.",
    all_keys: "All keys",
    key: "Key",
    what_it_does: "What it does",
    key_move: "next and previous record",
    key_open: "open the record",
    key_like: "like or mark",
    key_comment: "comment",
    key_new: "new record",
    key_pill: "show new records",
    key_send: "send",
    key_mention: "mention a colleague in a comment",
    key_escape: "close, or leave a field",
    key_help: "this list",
    not_found: "There is no such page",
    #[cfg(feature = "ssr")]
    not_found_what: "The address may be wrong, or what stood there was withdrawn or is not open to you.",
    no_page: "This page cannot be shown just now",
    #[cfg(feature = "ssr")]
    why_title: "What records are for, and what they are not",
    #[cfg(feature = "ssr")]
    why_sections: &[
        (
            "Likes never enter an assessment",
            &[
                "Likes, marks, views, numbers of comments and numbers of records cannot reach a grade or a comparison. This is not a rule but the way the program is built: assessment and comparison accept only “evidence”, which has no such numbers in it; before each release all likes and comments are changed at random, and the results must stay the same to the last byte.",
                "A leader's mark says “read” and nothing more. The words of a comment count only where a review quotes them.",
            ],
        ),
        (
            "Who sees what",
            &[
                "The writer decides who may read a record. Leaders see the records of the people below them, but no drafts. Units of the same level need the head's authorisation, which can be revoked at any time and ends at once. System administrators, security administrators and auditors do not see the contents of records.",
            ],
        ),
        (
            "Editing, withdrawing and drafts",
            &[
                "After an edit the earlier versions stay in the history, open to whoever may read the record. A withdrawn record disappears for colleagues; you and your leaders keep a trace. A deleted comment leaves the word “deleted”. A draft is yours alone.",
            ],
        ),
        (
            "The ledger",
            &[
                "Every act (writing, editing, marking, authorising) is entered in a ledger that the auditor reads. It holds salted fingerprints, not contents: nobody can change the past unseen, and lawful deletion stays possible.",
            ],
        ),
    ],
};
