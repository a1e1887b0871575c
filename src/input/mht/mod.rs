//! Bytes of a saved web page (MHT) or a mail (EML) → the part that people read, unpacked, and the subject of a mail.

mod encodings;

use super::refusal::refuse;
use crate::error::{Error, ErrorKind};
use crate::input::charset::Charset;
use encodings::{base64, percent, quoted_printable, words};
use memchr::memmem;

/// What people read of a message.
pub struct Message {
    /// The text, in some encoding of its own.
    pub bytes: Vec<u8>,
    /// It is a web page.
    pub is_page: bool,
    /// What a mail is about.
    pub subject: Option<String>,
    /// The files that hang on a mail.
    pub attached: Vec<Attached>,
}

/// A file that hangs on a mail.
#[derive(Debug)]
pub struct Attached {
    /// Its name, else its type.
    pub name: String,
    /// Its bytes; none where it is cut off, or of too many to be read.
    pub bytes: Option<Vec<u8>>,
}

/// The head of a message or of one of its parts, and what stands below.
struct Part<'a> {
    head: Vec<(String, String)>,
    body: &'a [u8],
    /// A line that parts it from the next stands below it.
    ended: bool,
}

/// Messages in messages, deeper than any mail.
const MAX_DEPTH: usize = 10;
/// A head of more bytes is none.
const MAX_HEAD: usize = 64 << 10;
/// A message of more parts is a trap for time.
const MAX_PARTS: usize = 10_000;
/// So many files that hang on a mail are read.
const MAX_ATTACHED: usize = 20;

/// Returns whether a file begins with the head of a message: it says what it holds, or who sent it by which way.
pub fn is_message(bytes: &[u8]) -> bool {
    Part::of(message(bytes), true).is_some_and(|part| {
        let has = |field| part.field(field).is_some();
        has("mime-version") && has("content-type")
            || has("from") && has("date") && (has("message-id") || has("received"))
    })
}

/// A message without the line that mailboxes put above it: `From a@b Wed Jul 20 …`.
fn message(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.trim_ascii_start();
    match bytes.iter().position(|b| *b == b'\n') {
        Some(end) if bytes.starts_with(b"From ") => &bytes[end + 1..],
        _ => bytes,
    }
}

/// Reads a message.
///
/// # Errors
/// `Empty` for one without text, `Malformed` for one that is cut off.
pub fn read(bytes: &[u8]) -> Result<Message, Error> {
    let whole = Part::of(message(bytes), true).ok_or_else(without_text)?;
    let mut leaves = Vec::new();
    leaves_of(&whole, 0, &mut leaves);
    let (hanging, leaves): (Vec<Part<'_>>, Vec<Part<'_>>) = leaves.into_iter().partition(Part::hangs);
    let pages: Vec<&Part<'_>> = leaves.iter().filter(|part| part.is("text/html")).collect();
    let texts = leaves.iter().filter(|part| part.is("text/plain") || part.field("content-type").is_none());
    // A workbook saved as a page is a frame around its sheets.
    let chosen: Vec<&Part<'_>> = match pages.split_first() {
        Some((first, sheets)) if !sheets.is_empty() && first.is_frame() => {
            sheets.iter().copied().filter(|part| !part.is_tab_strip()).collect()
        }
        Some((first, _)) => vec![first],
        None => texts.take(1).collect(),
    };
    if chosen.iter().any(|part| !part.ended) {
        return Err(refuse(
            ErrorKind::Malformed,
            "a saved page or mail that is cut off",
            "残缺的网页存档或邮件",
        ));
    }
    let bytes = chosen.iter().map(|part| part.text()).collect::<Vec<_>>().join(&b'\n');
    let is_mail = whole.field("to").is_some();
    let mut attached: Vec<Attached> = hanging.iter().filter(|_| is_mail).map(Part::attached).collect();
    attached.iter_mut().skip(MAX_ATTACHED).for_each(|file| file.bytes = None);
    if bytes.trim_ascii().is_empty() && attached.is_empty() {
        return Err(without_text());
    }
    let subject =
        whole.field("subject").filter(|_| is_mail).map(words).filter(|subject| !subject.trim().is_empty());
    Ok(Message { bytes, is_page: !pages.is_empty(), subject, attached })
}

/// Refuses a message without text.
pub fn without_text() -> Error {
    refuse(ErrorKind::Empty, "a saved page or mail without text", "没有正文的网页存档或邮件")
}

/// Collects the parts that are no bundles of parts.
fn leaves_of<'a>(part: &Part<'a>, depth: usize, found: &mut Vec<Part<'a>>) {
    let kind = part.field("content-type").unwrap_or_default();
    let boundary = parameter(kind, "boundary").filter(|_| part.is("multipart/") && depth < MAX_DEPTH);
    let Some(boundary) = boundary else {
        if found.len() < MAX_PARTS {
            found.push(Part { head: part.head.clone(), ..*part });
        }
        return;
    };
    // A bundle in a bundle ends where the outer says at the latest.
    for inner in parts(part.body, &boundary, depth > 0 && part.ended) {
        leaves_of(&inner, depth + 1, found);
    }
}

/// Cuts a bundle at the lines `--boundary`; what stands before the first belongs to nobody.
fn parts<'a>(body: &'a [u8], boundary: &str, ended: bool) -> Vec<Part<'a>> {
    let mark = [b"--", boundary.as_bytes()].concat();
    // A line of its own: another boundary may begin like this one.
    let is_line = |at: &usize| {
        let rest = &body[at + mark.len()..];
        let rest = rest.strip_prefix(b"--").unwrap_or(rest);
        let ends = rest.first().is_none_or(u8::is_ascii_whitespace);
        ends && (*at == 0 || body[..*at].ends_with(b"\n"))
    };
    let mut found = Vec::new();
    let mut start = None;
    for at in memmem::find_iter(body, &mark).filter(is_line).take(MAX_PARTS) {
        if let Some(start) = start {
            found.extend(Part::of(&body[start..at], true));
        }
        let after = at + mark.len();
        if body[after..].starts_with(b"--") {
            return found;
        }
        start = Some(after + body[after..].iter().position(|b| *b == b'\n').map_or(0, |end| end + 1));
    }
    found.extend(start.and_then(|start| Part::of(&body[start..], ended)));
    found
}

impl<'a> Part<'a> {
    /// Reads the head, up to the first empty line; none where this is no head.
    fn of(bytes: &'a [u8], ended: bool) -> Option<Self> {
        let mut head: Vec<(String, String)> = Vec::new();
        let mut at = 0;
        while at < bytes.len().min(MAX_HEAD) {
            let end = bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |end| at + end + 1);
            let line = bytes[at..end].trim_ascii_end();
            at = end;
            if line.is_empty() {
                return Some(Part { head, body: &bytes[at..], ended });
            }
            let words = String::from_utf8_lossy(line);
            if line[0].is_ascii_whitespace() {
                let (_, value) = head.last_mut()?;
                value.push(' ');
                value.push_str(words.trim());
            } else {
                let (name, value) = words.split_once(':')?;
                let is_name =
                    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
                head.push((is_name.then(|| name.to_ascii_lowercase())?, value.trim().to_owned()));
            }
        }
        None
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.head.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Whether its type begins so.
    fn is(&self, kind: &str) -> bool {
        let own = self.field("content-type").unwrap_or_default();
        own.get(..kind.len()).is_some_and(|own| own.eq_ignore_ascii_case(kind))
    }

    /// Whether it is a file that hangs on a mail: it says so, or has a name and is neither text nor picture.
    fn hangs(&self) -> bool {
        let disposition = self.field("content-disposition").unwrap_or_default();
        let shown = ["text/plain", "text/html", "image/"].iter().any(|kind| self.is(kind));
        disposition.get(..ATTACHMENT.len()).is_some_and(|how| how.eq_ignore_ascii_case(ATTACHMENT))
            || !shown && self.file_name().is_some()
    }

    fn file_name(&self) -> Option<String> {
        let named = |field: &str, name: &str| parameter(self.field(field)?, name);
        let name = named("content-disposition", "filename").or_else(|| named("content-type", "name"));
        let name = name.map(|name| words(&name)).or_else(|| {
            // RFC 2231: `filename*=utf-8''%E8%AE%A1.docx`.
            let coded = named("content-disposition", "filename*")?;
            let (charset, name) = coded.split_once('\'')?;
            let bytes = percent(name.split_once('\'')?.1);
            Some(Charset::named(charset).unwrap_or(Charset::GBK).text(&bytes))
        })?;
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default().trim().to_owned();
        Some(name).filter(|name| !name.is_empty())
    }

    fn attached(&self) -> Attached {
        let kind = || self.field("content-type").and_then(|kind| kind.split(';').next());
        let name = self.file_name().unwrap_or_else(|| kind().unwrap_or("?").trim().to_owned());
        let bytes = self.ended.then(|| if self.is("text/") { self.text() } else { self.bytes() });
        Attached { name, bytes }
    }

    fn is_frame(&self) -> bool {
        self.bytes().to_ascii_lowercase().windows(9).any(|bytes| bytes == b"<frameset")
    }

    /// The names of a workbook's sheets, which stand in a page of their own.
    fn is_tab_strip(&self) -> bool {
        self.field("content-location").is_some_and(|at| at.ends_with("tabstrip.htm"))
    }

    /// Its bytes, unpacked.
    fn bytes(&self) -> Vec<u8> {
        match self.field("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase().as_str() {
            "quoted-printable" => quoted_printable(self.body),
            "base64" => base64(self.body),
            _ => self.body.to_vec(),
        }
    }

    /// Its text: what is no UTF-8 is decoded as its head says, where all of it is text in that encoding.
    fn text(&self) -> Vec<u8> {
        let bytes = self.bytes();
        let named = self.field("content-type").and_then(|kind| parameter(kind, "charset"));
        let charset = named.and_then(|name| Charset::named(&name)).filter(|charset| charset.is_wide());
        let decoded = charset
            .filter(|_| std::str::from_utf8(&bytes).is_err())
            .and_then(|charset| charset.whole(&bytes));
        decoded.map_or(bytes, String::into_bytes)
    }
}

/// How a part says that it hangs on a mail.
const ATTACHMENT: &str = "attachment";

/// Reads `boundary="…"` behind a type.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|parameter| {
        let (key, value) = parameter.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(message: &str) -> Result<(String, bool), ErrorKind> {
        read(message.as_bytes())
            .map(|read| (String::from_utf8_lossy(&read.bytes).into_owned(), read.is_page))
            .map_err(|e| e.kind())
    }

    const HEAD: &str =
        "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"=_a\"\r\n\r\nabc\r\n";

    #[test]
    fn the_page_of_an_archive_is_read() {
        let page = "--=_a\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
                    <p>=E4=BA=91=\r\n=E6=BA=AA</p>\r\n";
        let picture = "--=_a\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\n--=_a--\r\n";
        let whole = format!("{HEAD}{page}{picture}");
        assert!(is_message(whole.as_bytes()));
        assert_eq!(text(&whole), Ok(("<p>云溪</p>\r\n".to_owned(), true)));
        assert_eq!(text(&format!("{HEAD}{page}")), Err(ErrorKind::Malformed));
        assert_eq!(text(&format!("{HEAD}{picture}")), Err(ErrorKind::Empty));
    }

    #[test]
    fn sheets_behind_a_frame_are_read() {
        let page = |at: &str, body: &str| {
            format!(
                "--=_a\nContent-Location: file:///C:/{at}\nContent-Type: text/html; charset=\"us-ascii\"\n\n{body}\n"
            )
        };
        let book = [
            HEAD,
            &page("Book.htm", "<html><FRAMESET rows=1></FRAMESET></html>"),
            &page("Book.files/sheet001.htm", "<table>1</table>"),
            &page("Book.files/tabstrip.htm", "Sheet1"),
            &page("Book.files/sheet002.htm", "<table>2</table>"),
            "--=_a--",
        ];
        assert_eq!(text(&book.concat()), Ok(("<table>1</table>\n\n<table>2</table>\n".to_owned(), true)));
    }

    #[test]
    fn a_mail_gives_its_text_and_subject() {
        let mail = b"Received: x\nTo: a@b\nSubject: =?gb2312?B?udjT2g==?= =?UTF-8?Q?=E4=BA=91=E6=BA=AA?=\nMIME-Version: 1.0\n\
                     Content-Type: text/plain; charset=gbk\nContent-Transfer-Encoding: 8bit\n\n\xD4\xC6\xCF\xAA\n";
        let read = read(mail).unwrap();
        assert_eq!((read.subject.as_deref(), read.is_page), (Some("关于云溪"), false));
        assert_eq!(read.bytes, "云溪\n".as_bytes());
    }

    #[test]
    fn boundaries_may_begin_alike() {
        let inner = "--=_a\nContent-Type: multipart/alternative; boundary=\"=_a_1\"\n\n--=_a_1\nContent-Type: text/html\n\nx\n\n--=_a--\n";
        assert_eq!(text(&format!("{HEAD}{inner}")), Ok(("x\n\n".to_owned(), true)));
    }

    #[test]
    fn texts_are_no_messages() {
        for text in [
            "云溪县工作总结\n\n一、",
            "Content-Type: text/html\n\nx",
            "MIME-Version: 1.0\nContent-Type: text/html",
        ] {
            assert!(!is_message(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn hostile_messages_end() {
        let deep = "Content-Type: multipart/mixed; boundary=a\n\n--a\n".repeat(2000);
        let _ = text(&format!("MIME-Version: 1.0\n{deep}"));
        let _ = text(&format!("{HEAD}{}", "--=_a\n\n".repeat(100_000)));
        let _ = text(&format!(
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"\"\n\n{}",
            "--\n".repeat(100_000)
        ));
    }
}
