use super::comments::Target;
use super::entry::Entry;
use crate::api::{self, ApiError, WriteComment};
use crate::browser;
use crate::parts::{MentionField, Mentions, Problem, Toasts, fails_at};
use crate::prelude::*;
use crate::session::Session;
use crate::site::w;
use domain::CommentId;
use domain::text::COMMENT_LIMIT;
use domain::view::{CommentView, Moment};
use leptos::ev::{KeyboardEvent, SubmitEvent};

/// Writes a comment. It stands there at once; if the server refuses, it goes back into the field with the reason.
#[component]
pub fn Reply(entry: Entry, target: Target) -> impl IntoView {
    let (session, toasts) = (Session::here(), Toasts::here());
    let record = entry.id.0.clone();
    let field = format!("comment-{record}");
    let mentions = Mentions::new();
    let error = RwSignal::new(None::<ApiError>);
    let key = StoredValue::new(browser::key());
    let tried = StoredValue::new(None::<String>);
    let grown = RwSignal::new(String::new());
    let ids = RwSignal::new(String::new());
    {
        let field = field.clone();
        Effect::new(move |_| _ = browser::tell_form(&field, "daybook:draft"));
    }
    let typed = {
        let (record, field) = (record.clone(), field.clone());
        move |event| {
            let text = event_target_value(&event);
            mentions.follow(&record, &field);
            ids.set(mentions.ids(&text));
            if text.trim().is_empty() {
                // What is written next is another comment.
                key.set_value(browser::key());
                tried.set_value(None);
            }
            grown.set(text);
        }
    };
    let send = {
        let field = field.clone();
        let entry = entry.clone();
        move || {
            let text = browser::field_value(&field);
            if text.trim().is_empty() {
                return browser::focus(&field);
            }
            error.set(None);
            let sending = Sending {
                entry: entry.clone(),
                mentions: mentions.ids(&text),
                text,
                target,
                reply_to: target.get_untracked(),
                key,
                sent: key.get_value(),
                before: tried.get_value(),
                tried,
                field: field.clone(),
                grown,
                error,
                session,
                toasts,
            };
            sending.go();
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    let keydown = {
        let field = field.clone();
        move |event: KeyboardEvent| {
            if !mentions.key(&event, &field) && event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                // As the button does it: the draft notes what is tried.
                browser::submit(&field);
            }
        }
    };
    let answering = move || {
        target.get().map(|(_, name)| {
            let clear = move |_| target.set(None);
            view! { <p class="answering">{(w().replying_to)(&name)} <button type="button" on:click=clear>{w().cancel}</button></p> }
        })
    };
    let reply_to = move || target.with(|t| t.as_ref().map(|t| t.0.clone()).unwrap_or_default());
    let problem = format!("{field}-problem");
    let (list, active) = (format!("{field}-people"), field.clone());
    view! {
        <form class="reply-form" data-draft=format!("reply:{record}") method="post" action=WriteComment::url() on:submit=submit>
            <input type="hidden" name="record" value=record.clone()/>
            <input type="hidden" name="next" value=format!("/record/{record}#comments")/>
            {session.meant()}
            <input type="hidden" name="reply_to" value=reply_to/>
            <input type="hidden" name="mentions" value=move || ids.get()/>
            <input type="hidden" name="key" value=key.get_value()/>
            {answering}
            <label class="sr" for=field.clone()>{w().comment_label}</label>
            <div class="grow" data-text=move || grown.get()>
                <textarea
                    id=field.clone() name="text" rows="1" dir="auto" required maxlength=COMMENT_LIMIT * 8
                    placeholder=w().comment_hint autocomplete="off"
                    aria-autocomplete="list" aria-controls=list
                    aria-activedescendant=move || mentions.active_id(&active)
                    aria-invalid=fails_at(error, "text") aria-describedby=problem.clone()
                    on:input=typed on:keydown=keydown
                ></textarea>
            </div>
            <MentionField mentions field=field/>
            <Problem error id=problem/>
            <div class="row"><span class="hint">{w().comment_keys}</span><button type="submit" class="primary">{w().send}</button></div>
        </form>
    }
}

#[derive(Clone)]
struct Sending {
    entry: Entry,
    text: String,
    mentions: String,
    target: Target,
    reply_to: Option<(String, String)>,
    /// Of the next comment; once more this one's, while nobody knows whether it arrived.
    key: StoredValue<String>,
    sent: String,
    /// What was sent under this key before, without an answer.
    before: Option<String>,
    tried: StoredValue<Option<String>>,
    field: String,
    grown: RwSignal<String>,
    error: RwSignal<Option<ApiError>>,
    session: Session,
    toasts: Toasts,
}

impl Sending {
    fn go(self) {
        let waiting = CommentId(format!("waiting-{}", self.sent));
        let shown = self.foreseen(waiting.clone());
        self.entry.card.update(|c| {
            c.comments.push(shown);
            c.comments_total += 1;
        });
        if self.stands() {
            self.key.try_set_value(browser::key());
            self.tried.try_set_value(None);
            self.fill("");
            self.target.try_set(None);
        }
        leptos::task::spawn_local(async move {
            let reply_to = self.reply_to.as_ref().map(|t| t.0.clone());
            let mut answer = api::write_comment(
                self.entry.id.0.clone(),
                self.text.clone(),
                reply_to,
                Some(self.mentions.clone()),
                self.sent.clone(),
            )
            .await;
            // The first try had arrived, and was changed since.
            if let (Ok(comment), Some(before)) = (&answer, &self.before)
                && before.trim() != self.text.trim()
                && comment.text.trim() != self.text.trim()
            {
                answer = api::edit_comment(comment.id.0.clone(), self.text.clone(), browser::key()).await;
            }
            self.entry.card.update(|c| {
                // A refetch may have brought the comment before the answer came.
                let count = c.comments.len();
                c.comments.retain(|x| x.id != waiting);
                let waited = c.comments.len() < count;
                match &answer {
                    Ok(comment) if !c.comments.iter().any(|x| x.id == comment.id) => {
                        c.comments.push(comment.clone());
                        c.comments_total += u32::from(!waited);
                    }
                    _ => c.comments_total -= u32::from(waited && c.comments_total > 0),
                }
            });
            match answer {
                // What was typed meanwhile is the next draft.
                Ok(_) => _ = browser::tell_form(&self.field, "daybook:sent"),
                Err(error) => self.take_back(error),
            }
        });
    }

    /// Whether the field is this comment's. What is typed after it was sent is another one, and stays.
    fn stands(&self) -> bool {
        self.key.try_with_value(|key| *key == self.sent) == Some(true)
    }

    fn take_back(self, error: ApiError) {
        // The record closed before the answer came, and its field with it.
        if self.entry.gone.get_untracked() {
            let sent = self.text;
            self.entry
                .not_sent
                .update(|since| *since = format!("{sent}\n{since}").trim_end().to_owned());
            return;
        }
        if browser::field_value(&self.field).trim().is_empty() {
            self.fill(&self.text);
            self.target.try_set(self.reply_to.clone());
            self.key.try_set_value(self.sent.clone());
            self.tried.try_set_value(Some(self.text.clone()));
        }
        self.error.try_set(Some(error.clone()));
        let toasts = self.toasts;
        toasts.fail(
            &error,
            Callback::new(move |()| {
                self.error.try_set(None);
                // In the words that stand there by now.
                if self.stands() && !browser::field_value(&self.field).trim().is_empty() {
                    browser::submit(&self.field);
                } else {
                    self.clone().go();
                }
            }),
        );
    }

    fn fill(&self, text: &str) {
        browser::set_field(&self.field, text);
        self.grown.try_set(text.to_owned());
    }

    fn foreseen(&self, id: CommentId) -> CommentView {
        let (author, day) = self
            .session
            .me
            .with_untracked(|me| (me.person.clone(), me.today.clone()));
        CommentView {
            id,
            author,
            leader: self
                .entry
                .card
                .with_untracked(|c| c.relation == domain::permission::Relation::Leader),
            written: Moment {
                at: 0,
                day,
                clock: w().sending.to_owned(),
            },
            text: self.text.clone(),
            mentions: Vec::new(),
            reply_to: self.reply_to.as_ref().map(|t| CommentId(t.0.clone())),
            earlier: Vec::new(),
            deleted: false,
            may_edit: false,
            may_delete: false,
        }
    }
}
