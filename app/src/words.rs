//! Every word of the interface, in both languages. A missing one does not compile.
//!
//! Adding a word: a field here, and its text in `words/zh.rs` and `words/en.rs`. Words with facts in them are functions.

#[cfg(feature = "ssr")]
pub mod assess;
#[cfg(feature = "ssr")]
pub mod assess_admin;
mod en;
mod files;
#[cfg(feature = "ssr")]
pub mod indicator;
mod live;
#[cfg(feature = "ssr")]
mod notice;
#[cfg(feature = "ssr")]
mod office;
#[cfg(feature = "ssr")]
mod plan;
#[cfg(feature = "ssr")]
mod rights;
#[cfg(feature = "ssr")]
mod search;
#[cfg(feature = "ssr")]
mod staff;
mod ties;
mod zh;

pub use en::EN;
pub use files::FileWords;
#[cfg(feature = "ssr")]
pub use plan::PlanWords;
pub use zh::ZH;

/// Words of pages that have no script stay on the server.
pub struct Words {
    // the frame
    pub product: &'static str,
    #[cfg(feature = "ssr")]
    pub product_what: &'static str,
    pub navigation: &'static str,
    pub quick_navigation: &'static str,
    pub beside: &'static str,
    pub skip: &'static str,
    pub feed: &'static str,
    pub plan: &'static str,
    #[cfg(feature = "ssr")]
    pub plans: &'static PlanWords,
    pub my_records: &'static str,
    pub assess: &'static str,
    pub me: &'static str,
    pub grants: &'static str,
    pub indicators: &'static str,
    #[cfg(feature = "ssr")]
    pub indicator: &'static indicator::IndicatorWords,
    pub administration: &'static str,
    pub my_units: &'static str,
    pub units_led: &'static str,
    pub units_granted: &'static str,
    pub import: &'static str,
    pub accounts: &'static str,
    pub ledger: &'static str,
    pub find_page: &'static str,
    #[cfg(feature = "ssr")]
    pub search: &'static search::SearchWords,
    pub close: &'static str,
    pub cancel: &'static str,
    pub retry: &'static str,
    pub loading: &'static str,
    pub sending: &'static str,
    pub save: &'static str,
    #[cfg(feature = "ssr")]
    pub choose: &'static str,
    #[cfg(feature = "ssr")]
    pub comma: &'static str,
    pub to_feed: &'static str,
    pub today: &'static str,
    pub yesterday: &'static str,
    pub offline: &'static str,
    pub my_posts: &'static str,
    pub leads: &'static str,
    pub leader: &'static str,
    pub no_post: &'static str,
    pub no_post_short: &'static str,
    pub who_sees: &'static str,
    pub firewall: &'static str,
    pub why: &'static str,
    pub ties: ties::TieWords,
    #[cfg(feature = "ssr")]
    pub staff: staff::StaffWords,
    pub notices: &'static str,
    pub unread: fn(u32) -> String,
    pub waits: &'static str,
    pub waits_answer: &'static str,
    pub waits_overdue: &'static str,
    pub waits_soon: &'static str,
    #[cfg(feature = "ssr")]
    pub notice: notice::NoticeWords,
    // the feed
    pub scope: &'static str,
    pub everything: &'static str,
    pub led: &'static str,
    pub granted_unit: fn(&str) -> String,
    pub mentioned: &'static str,
    pub new_records: fn(u32, bool) -> String,
    pub read_up_to: &'static str,
    pub older: &'static str,
    pub end_of_list: &'static str,
    pub empty_feed: &'static str,
    pub empty_feed_what: &'static str,
    pub empty_scope: &'static str,
    pub empty_scope_what: &'static str,
    pub empty_mentions: &'static str,
    pub empty_mentions_what: &'static str,
    pub empty_person: &'static str,
    pub empty_person_what: &'static str,
    pub empty_no_post_what: &'static str,
    // a record
    pub record_of: fn(&str) -> String,
    pub records: &'static str,
    pub myself: &'static str,
    pub late_for: fn(&str) -> String,
    pub by_grant: &'static str,
    pub edited: &'static str,
    pub withdrawn: &'static str,
    pub gone: &'static str,
    pub not_sent: &'static str,
    pub mark: &'static str,
    pub like: &'static str,
    pub like_count: fn(u32) -> String,
    pub marked_by: fn(&str) -> String,
    pub comment: &'static str,
    pub copy_link: &'static str,
    pub copied: &'static str,
    pub edit: &'static str,
    pub withdraw: &'static str,
    pub withdraw_ask: &'static str,
    pub withdraw_what: &'static str,
    pub withdrawn_now: &'static str,
    pub versions: fn(u32) -> String,
    pub version_until: fn(&str) -> String,
    // comments
    pub all_comments: fn(u32) -> String,
    pub comment_label: &'static str,
    pub comment_hint: &'static str,
    pub comment_keys: &'static str,
    pub comment_deleted: &'static str,
    pub send: &'static str,
    pub reply: &'static str,
    pub replying_to: fn(&str) -> String,
    pub delete: &'static str,
    pub delete_ask: &'static str,
    pub delete_what: &'static str,
    pub mention: &'static str,
    pub people_offered: fn(u32) -> String,
    // writing
    pub compose_title: &'static str,
    pub compose_label: &'static str,
    pub compose_hint: &'static str,
    pub write: &'static str,
    pub written: &'static str,
    pub read_present: &'static str,
    pub kept_as_draft: &'static str,
    pub send_keys: &'static str,
    pub characters_left: fn(i64) -> String,
    pub edit_title: &'static str,
    pub edit_what: &'static str,
    pub day: &'static str,
    pub audience: &'static str,
    pub for_unit: &'static str,
    pub to_unit: &'static str,
    pub to_unit_who: &'static str,
    pub to_granted: &'static str,
    pub to_granted_who: &'static str,
    pub to_leaders: &'static str,
    pub to_leaders_who: &'static str,
    pub to_draft: &'static str,
    pub to_draft_who: &'static str,
    pub attachments: FileWords,
    // people and units
    pub appointments: &'static str,
    pub earlier_posts: &'static str,
    pub reports_to: &'static str,
    pub acting: &'static str,
    pub seconded: &'static str,
    pub from_to: fn(&str, &str) -> String,
    pub until_now: &'static str,
    pub path: &'static str,
    pub sub_units: &'static str,
    pub people_count: fn(u32) -> String,
    // access
    #[cfg(feature = "ssr")]
    pub grants_what: &'static str,
    #[cfg(feature = "ssr")]
    pub give_grant: &'static str,
    #[cfg(feature = "ssr")]
    pub grant_from: &'static str,
    #[cfg(feature = "ssr")]
    pub grant_to: &'static str,
    #[cfg(feature = "ssr")]
    pub grant_until: &'static str,
    #[cfg(feature = "ssr")]
    pub grant_until_hint: &'static str,
    #[cfg(feature = "ssr")]
    pub in_force: &'static str,
    #[cfg(feature = "ssr")]
    pub no_grants: &'static str,
    #[cfg(feature = "ssr")]
    pub no_grants_what: &'static str,
    #[cfg(feature = "ssr")]
    pub ended_grants: &'static str,
    #[cfg(feature = "ssr")]
    pub opens_to: &'static str,
    #[cfg(feature = "ssr")]
    pub given_by: fn(&str) -> String,
    #[cfg(feature = "ssr")]
    pub until_revoked: &'static str,
    #[cfg(feature = "ssr")]
    pub revoke: &'static str,
    #[cfg(feature = "ssr")]
    pub revoked_on: fn(&str) -> String,
    // the own account
    #[cfg(feature = "ssr")]
    pub display: &'static str,
    #[cfg(feature = "ssr")]
    pub language: &'static str,
    #[cfg(feature = "ssr")]
    pub theme: &'static str,
    #[cfg(feature = "ssr")]
    pub theme_auto: &'static str,
    #[cfg(feature = "ssr")]
    pub theme_light: &'static str,
    #[cfg(feature = "ssr")]
    pub theme_dark: &'static str,
    #[cfg(feature = "ssr")]
    pub sessions: &'static str,
    pub sign_in: &'static str,
    #[cfg(feature = "ssr")]
    pub sign_out: &'static str,
    #[cfg(feature = "ssr")]
    pub sign_out_everywhere: &'static str,
    #[cfg(feature = "ssr")]
    pub sign_out_what: &'static str,
    #[cfg(feature = "ssr")]
    pub change_password: &'static str,
    #[cfg(feature = "ssr")]
    pub current_password: &'static str,
    #[cfg(feature = "ssr")]
    pub new_password: &'static str,
    #[cfg(feature = "ssr")]
    pub password_again: &'static str,
    #[cfg(feature = "ssr")]
    pub password_hint: &'static str,
    #[cfg(feature = "ssr")]
    pub account: &'static str,
    #[cfg(feature = "ssr")]
    pub password: &'static str,
    #[cfg(feature = "ssr")]
    pub sign_in_wrong: &'static str,
    #[cfg(feature = "ssr")]
    pub sign_in_fault: &'static str,
    #[cfg(feature = "ssr")]
    pub sign_in_slow: fn(u32) -> String,
    #[cfg(feature = "ssr")]
    pub signed_out: &'static str,
    #[cfg(feature = "ssr")]
    pub no_account: &'static str,
    #[cfg(feature = "ssr")]
    pub open_account: &'static str,
    #[cfg(feature = "ssr")]
    pub open_account_what: &'static str,
    #[cfg(feature = "ssr")]
    pub invite_used: &'static str,
    // administration
    #[cfg(feature = "ssr")]
    pub import_what: &'static str,
    #[cfg(feature = "ssr")]
    pub kind: &'static str,
    #[cfg(feature = "ssr")]
    pub kind_auto: &'static str,
    #[cfg(feature = "ssr")]
    pub kind_organogram: &'static str,
    #[cfg(feature = "ssr")]
    pub kind_staff: &'static str,
    #[cfg(feature = "ssr")]
    pub files: &'static str,
    #[cfg(feature = "ssr")]
    pub files_hint: &'static str,
    #[cfg(feature = "ssr")]
    pub import_empty: &'static str,
    #[cfg(feature = "ssr")]
    pub import_large: &'static str,
    #[cfg(feature = "ssr")]
    pub check_files: &'static str,
    #[cfg(feature = "ssr")]
    pub templates: &'static str,
    #[cfg(feature = "ssr")]
    pub templates_what: &'static str,
    #[cfg(feature = "ssr")]
    pub another_import: &'static str,
    #[cfg(feature = "ssr")]
    pub progress: fn(u32, u32) -> String,
    #[cfg(feature = "ssr")]
    pub may_leave: &'static str,
    #[cfg(feature = "ssr")]
    pub found: fn(u32, u32) -> String,
    #[cfg(feature = "ssr")]
    pub apply: &'static str,
    #[cfg(feature = "ssr")]
    pub apply_what: &'static str,
    #[cfg(feature = "ssr")]
    pub changes: &'static str,
    #[cfg(feature = "ssr")]
    pub changes_done: &'static str,
    #[cfg(feature = "ssr")]
    pub count_units: &'static str,
    #[cfg(feature = "ssr")]
    pub count_posts: &'static str,
    #[cfg(feature = "ssr")]
    pub count_people: &'static str,
    #[cfg(feature = "ssr")]
    pub count_appointments: &'static str,
    #[cfg(feature = "ssr")]
    pub count_ended: &'static str,
    #[cfg(feature = "ssr")]
    pub count_changed: &'static str,
    #[cfg(feature = "ssr")]
    pub findings: &'static str,
    #[cfg(feature = "ssr")]
    pub first_findings: &'static str,
    #[cfg(feature = "ssr")]
    pub sample: &'static str,
    #[cfg(feature = "ssr")]
    pub error: &'static str,
    #[cfg(feature = "ssr")]
    pub warning: &'static str,
    #[cfg(feature = "ssr")]
    pub kind_of: &'static str,
    #[cfg(feature = "ssr")]
    pub file: &'static str,
    #[cfg(feature = "ssr")]
    pub line: &'static str,
    #[cfg(feature = "ssr")]
    pub column: &'static str,
    #[cfg(feature = "ssr")]
    pub what: &'static str,
    #[cfg(feature = "ssr")]
    pub name: &'static str,
    #[cfg(feature = "ssr")]
    pub post: &'static str,
    #[cfg(feature = "ssr")]
    pub ledger_what: &'static str,
    #[cfg(feature = "ssr")]
    pub time: &'static str,
    #[cfg(feature = "ssr")]
    pub act: &'static str,
    #[cfg(feature = "ssr")]
    pub actor: &'static str,
    #[cfg(feature = "ssr")]
    pub subject: &'static str,
    #[cfg(feature = "ssr")]
    pub hash: &'static str,
    #[cfg(feature = "ssr")]
    pub office: office::OfficeWords,
    pub keyboard: &'static str,
    #[cfg(feature = "ssr")]
    pub keys_what: &'static str,
    pub all_keys: &'static str,
    pub key: &'static str,
    pub what_it_does: &'static str,
    pub key_move: &'static str,
    pub key_open: &'static str,
    pub key_like: &'static str,
    pub key_comment: &'static str,
    pub key_new: &'static str,
    pub key_search: &'static str,
    pub key_pill: &'static str,
    pub key_send: &'static str,
    pub key_mention: &'static str,
    pub key_escape: &'static str,
    pub key_help: &'static str,
    pub not_found: &'static str,
    pub person_closed: &'static str,
    pub person_closed_what: &'static str,
    #[cfg(feature = "ssr")]
    pub not_found_what: &'static str,
    pub no_page: &'static str,
    #[cfg(feature = "ssr")]
    pub why_title: &'static str,
    // The page about the promise: titles and their paragraphs.
    #[cfg(feature = "ssr")]
    pub why_sections: &'static [(&'static str, &'static [&'static str])],
    pub live: live::LiveWords,
    #[cfg(feature = "ssr")]
    pub rights: rights::RightsWords,
}
