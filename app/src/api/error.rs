//! What a server function answers when it cannot do what was asked.

use domain::Lang;
use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// One kind for each HTTP status; the words are in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApiError {
    /// 401
    NotSignedIn,
    /// 404: there is no such thing, or not for this reader.
    NotFound,
    /// 409: it changed meanwhile.
    Conflict,
    /// 422: the rule in words, which the server knows (there are many, and they are not sent to every browser), and the form
    /// field it is about.
    Invalid { words: String, field: Option<String> },
    /// 429
    TooMany { seconds: u32 },
    /// 500 or 503, with the request id that also stands in the log; empty when the request was cut off.
    Unavailable { request: String },
    /// The answer never came.
    Network,
}

impl ApiError {
    pub fn status(&self) -> u16 {
        match self {
            Self::NotSignedIn => 401,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::Invalid { .. } => 422,
            Self::TooMany { .. } => 429,
            Self::Unavailable { .. } | Self::Network => 503,
        }
    }

    pub fn words(&self, lang: Lang) -> String {
        match self {
            Self::NotSignedIn => lang.pick("登录已过期，请重新登录。没有发出的内容已保留。", "You were signed out. Sign in again; what you had not sent is kept.").into(),
            Self::NotFound => lang.pick("没有找到。可能已撤回，或不在你的可见范围内。", "Not found. It may have been withdrawn, or is not open to you.").into(),
            Self::Conflict => lang.pick("内容刚刚被改过，没有保存。请刷新后再试。", "It was changed meanwhile, so nothing was saved. Reload and try again.").into(),
            Self::Invalid { words, .. } => words.clone(),
            Self::TooMany { seconds } => lang.pick(format!("操作太频繁，请 {seconds} 秒后再试。"), format!("Too many requests. Try again in {seconds} seconds.")),
            // Cut off on the way: nobody knows, and there is nothing in the log.
            Self::Unavailable { request } if request.is_empty() => lang.pick("服务没有完成这个请求，可能还没有保存。请稍后再试。", "The service did not finish this request; it may not have been saved. Try again later.").into(),
            Self::Unavailable { request } => lang.pick(
                format!("服务暂时不可用，没有保存。请稍后再试；反复出现时请告知管理员编号 {request}。"),
                format!("The service is not available just now; nothing was saved. Try again later, and if it keeps happening give the administrator the number {request}."),
            ),
            // The answer never came: nobody knows.
            Self::Network => lang.pick("网络不通，可能没有发出。内容已保留，请稍后再试。", "No connection: it may not have been sent. Your text is kept; try again.").into(),
        }
    }

    /// The form field the words belong to.
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::Invalid { field, .. } => field.as_deref(),
            _ => None,
        }
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self::Network
    }
}

#[cfg(feature = "ssr")]
impl ApiError {
    /// The one mapping from `service::Error`.
    pub fn from_service(error: service::Error, request: &str, lang: Lang) -> Self {
        use service::Error as E;
        match error {
            E::NotSignedIn => Self::NotSignedIn,
            E::Denied | E::NotFound => Self::NotFound,
            E::Conflict => Self::Conflict,
            E::Invalid(violation) => Self::Invalid {
                words: violation.words(lang),
                field: violation.field().map(str::to_owned),
            },
            // Files are refused where they are sent; to a record they are then simply not there.
            E::File(_) => {
                let gone = domain::Violation::TieUnknown {
                    what: domain::Tie::File,
                };
                Self::Invalid {
                    words: gone.words(lang),
                    field: gone.field().map(str::to_owned),
                }
            }
            E::TooMany { seconds } => Self::TooMany { seconds },
            E::Unavailable(_) => Self::Unavailable {
                request: request.to_owned(),
            },
        }
    }
}
