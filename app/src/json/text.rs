//! From text to tree (RFC 8259).

use super::Json;

/// Deeper than anything we send.
const DEPTH: u32 = 64;

pub fn parse(text: &str) -> Option<Json> {
    let mut reader = Reader { text, at: 0 };
    let json = reader.value(DEPTH)?;
    reader.space();
    (reader.at == text.len()).then_some(json)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek();
        self.at += 1;
        byte
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        self.space();
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn word(&mut self, word: &str, json: Json) -> Option<Json> {
        let there = self.text.get(self.at..)?.starts_with(word);
        self.at += word.len();
        there.then_some(json)
    }

    fn value(&mut self, depth: u32) -> Option<Json> {
        let deeper = depth.checked_sub(1)?;
        self.space();
        match self.peek()? {
            b'{' => self.fields(deeper),
            b'[' => self.list(deeper),
            b'"' => self.string().map(Json::Text),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'n' => self.word("null", Json::Null),
            _ => self.number(),
        }
    }

    fn list(&mut self, depth: u32) -> Option<Json> {
        self.at += 1;
        let mut list = Vec::new();
        if self.take(b']') {
            return Some(Json::List(list));
        }
        loop {
            list.push(self.value(depth)?);
            if self.take(b']') {
                return Some(Json::List(list));
            }
            self.take(b',').then_some(())?;
        }
    }

    fn fields(&mut self, depth: u32) -> Option<Json> {
        self.at += 1;
        let mut fields = Vec::new();
        if self.take(b'}') {
            return Some(Json::Fields(fields));
        }
        loop {
            self.space();
            (self.peek()? == b'"').then_some(())?;
            let name = self.string()?;
            self.take(b':').then_some(())?;
            fields.push((name, self.value(depth)?));
            if self.take(b'}') {
                return Some(Json::Fields(fields));
            }
            self.take(b',').then_some(())?;
        }
    }

    fn string(&mut self) -> Option<String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let from = self.at;
            while !matches!(self.peek()?, b'"' | b'\\' | 0..0x20) {
                self.at += 1;
            }
            out.push_str(self.text.get(from..self.at)?);
            match self.next()? {
                b'"' => return Some(out),
                b'\\' => out.push(self.escape()?),
                _ => return None,
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        Some(match self.next()? {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            same @ (b'"' | b'\\' | b'/') => char::from(same),
            b'u' => {
                let first = self.hex()?;
                if (0xd800..0xdc00).contains(&first) {
                    (self.next()? == b'\\' && self.next()? == b'u').then_some(())?;
                    let second = self.hex()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
                    char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + second)?
                } else {
                    char::from_u32(first)?
                }
            }
            _ => return None,
        })
    }

    fn hex(&mut self) -> Option<u32> {
        (0..4).try_fold(0, |sum, _| Some(sum * 16 + char::from(self.next()?).to_digit(16)?))
    }

    fn digits(&mut self) -> bool {
        let from = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
        self.at > from
    }

    fn number(&mut self) -> Option<Json> {
        let from = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        let zero = self.peek() == Some(b'0');
        let first = self.at;
        self.digits().then_some(())?;
        (!zero || self.at == first + 1).then_some(())?;
        let whole = self.at;
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits().then_some(())?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits().then_some(())?;
        }
        let text = self.text.get(from..self.at)?;
        match text.parse() {
            Ok(number) if whole == self.at => Some(Json::Whole(number)),
            _ => float(text).map(Json::Broken),
        }
    }
}

/// The browser reads such numbers, so that their tables stay out of the bundle.
#[cfg(feature = "hydrate")]
fn float(text: &str) -> Option<f64> {
    Some(js_sys::Number::parse_float(text))
}

#[cfg(not(feature = "hydrate"))]
fn float(text: &str) -> Option<f64> {
    text.parse().ok()
}
