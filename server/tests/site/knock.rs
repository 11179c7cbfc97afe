//! A request as a browser sends it to each kind of route.

use super::house::House;
use axum::body::Body;
use axum::http::{StatusCode, header};

/// Status and place to go on; a stream's body is not waited for.
pub async fn knock(house: &House, method: &str, path: &str, who: &str, form: Option<String>) -> (StatusCode, String) {
    let mut request = house.request(method, path, who);
    let mut body = Body::empty();
    if path.ends_with("/import") {
        request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=XX");
        body = format!(
            "--XX\r\ncontent-disposition: form-data; name=\"files\"; filename=\"s.csv\"\r\n\r\n{}\r\n--XX--\r\n",
            super::house::STAFF
        )
        .into();
    } else if let Some(form) = form {
        request = request.header(header::CONTENT_TYPE, super::house::FORM);
        body = form.into();
    } else if path == "/records" {
        request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=XX");
        request = request.header(header::ACCEPT, "text/html");
        body = super::attachments::plain_form().into();
    } else if method == "POST" {
        request = request.header(header::CONTENT_TYPE, super::house::FORM);
        body = "name=x.pdf&size=9&token=x&password=x&again=x&account=x&lang=en&theme=dark&next=/".into();
    }
    let response = tower::ServiceExt::oneshot(house.router.clone(), request.body(body).unwrap())
        .await
        .unwrap();
    let location = response
        .headers()
        .get(header::LOCATION)
        .map(|v| v.to_str().unwrap().to_owned())
        .unwrap_or_default();
    (response.status(), location)
}
