//! A server for a site: this machine alone, files below one folder, reading only.
//!
//! It is what a browser needs and no more: `GET` and `HEAD` of HTTP/1.1, a connection a request. A page of another site
//! that finds a name for this machine is turned away by the name it asks for.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// So many bytes a request's head may have.
const HEAD: u64 = 16 * 1024;
/// So many connections at once; more are closed.
const CONNECTIONS: usize = 64;
/// So long a connection may say nothing.
const PATIENCE: Duration = Duration::from_secs(10);

/// Answers requests for files below `root` until the process ends.
pub(super) fn serve(listener: &TcpListener, root: &Path) -> io::Result<()> {
    let root = fs::canonicalize(root)?;
    let open = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        let Ok(stream) = stream else { continue };
        if open.fetch_add(1, Ordering::SeqCst) >= CONNECTIONS {
            open.fetch_sub(1, Ordering::SeqCst);
            continue;
        }
        let (root, open) = (root.clone(), Arc::clone(&open));
        thread::spawn(move || {
            // Whoever asked has gone.
            let _ = answer(&stream, &root);
            open.fetch_sub(1, Ordering::SeqCst);
        });
    }
    Ok(())
}

fn answer(stream: &TcpStream, root: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(stream.take(HEAD)).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let mut host = None;
    for line in lines {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("host")
        {
            host = Some(value.trim().to_owned());
        }
    }
    let mut out = io::BufWriter::new(stream);
    match decide(&request, host.as_deref(), root) {
        Ok((path, with_body)) => {
            let mut file = File::open(&path)?;
            let length = file.metadata()?.len();
            head(&mut out, "200 OK", kind(&path), length)?;
            if with_body {
                io::copy(&mut file, &mut out)?;
            }
        }
        Err(status) => {
            head(&mut out, status, "text/plain; charset=utf-8", status.len() as u64)?;
            out.write_all(status.as_bytes())?;
        }
    }
    out.flush()
}

fn head(out: &mut impl Write, status: &str, kind: &str, length: u64) -> io::Result<()> {
    let allow = if status.starts_with("405") { "Allow: GET, HEAD\r\n" } else { "" };
    write!(
        out,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{allow}Connection: close\r\n\
         Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\nX-Frame-Options: DENY\r\n\r\n"
    )
}

/// The file that is asked for and whether its content is, or why not.
fn decide(request: &str, host: Option<&str>, root: &Path) -> Result<(PathBuf, bool), &'static str> {
    let mut parts = request.split(' ');
    let (method, target, version) = (parts.next(), parts.next(), parts.next());
    let (Some(method), Some(target), Some("HTTP/1.1" | "HTTP/1.0")) = (method, target, version) else {
        return Err("400 Bad Request");
    };
    if !host.is_none_or(is_here) {
        return Err("403 Forbidden");
    }
    let with_body = match method {
        "GET" => true,
        "HEAD" => false,
        _ => return Err("405 Method Not Allowed"),
    };
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix('/').and_then(|path| below(path, root)).ok_or("404 Not Found")?;
    Ok((path, with_body))
}

/// Whether a name is one of this machine for itself.
fn is_here(host: &str) -> bool {
    let name = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
        .map_or(host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

/// The file at `path` below `root`, if it is there and really below.
fn below(path: &str, root: &Path) -> Option<PathBuf> {
    let decoded = decoded(path)?;
    let mut file = root.to_owned();
    for part in decoded.split('/').filter(|part| !part.is_empty()) {
        // What names a folder above, a drive, a stream or another root is no name in a site.
        if part.starts_with('.') || part.contains(['\\', ':', '\0']) {
            return None;
        }
        file.push(part);
    }
    if file.is_dir() {
        file.push("index.html");
    }
    let file = fs::canonicalize(file).ok()?;
    (file.starts_with(root) && file.is_file()).then_some(file)
}

/// `path` with its percent signs read.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::Ipv4Addr;

    /// A folder with a page, and beside it a file that no one may have.
    fn folder() -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("duizhao-serve-{}-{:?}", std::process::id(), thread::current().id()));
        fs::create_dir_all(folder.join("site/a")).unwrap();
        fs::write(folder.join("site/index.html"), "<p>对照").unwrap();
        fs::write(folder.join("site/a/1.html"), "one").unwrap();
        fs::write(folder.join("secret"), "secret").unwrap();
        folder
    }

    #[test]
    fn only_files_below_the_folder_are_given_out() {
        let folder = folder();
        let root = fs::canonicalize(folder.join("site")).unwrap();
        let get = |target: &str| decide(&format!("GET {target} HTTP/1.1"), Some("127.0.0.1:80"), &root);
        assert!(get("/").is_ok() && get("/a/1.html?x#y").is_ok() && get("/%61/1.html").is_ok());
        for target in [
            "/../secret",
            "/%2e%2e/secret",
            "/a/../../secret",
            "/..%2fsecret",
            "/a/..%5c..%5csecret",
            "//../secret",
            "secret",
            "/C:/secret",
            "/.hidden",
            "/%00",
            "/%",
            "/%zz",
            "/%ff",
            "/nothing",
            "http://127.0.0.1/",
        ] {
            assert_eq!(get(target), Err("404 Not Found"), "{target}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.join("secret"), root.join("link")).unwrap();
            assert_eq!(get("/link"), Err("404 Not Found"), "a link that leads out");
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn reading_by_this_machine_is_all_that_is_allowed() {
        let root = Path::new("/");
        let ask = |method: &str, host| decide(&format!("{method} /x-not-there HTTP/1.1"), host, root);
        assert_eq!(ask("POST", Some("localhost")), Err("405 Method Not Allowed"));
        assert_eq!(ask("GET", Some("evil.example")), Err("403 Forbidden"));
        assert_eq!(ask("GET", Some("127.0.0.1.evil.example:80")), Err("403 Forbidden"));
        assert_eq!(ask("GET", Some("[::1]:8271")), Err("404 Not Found"));
        assert_eq!(decide("GET / HTTP/2", None, root), Err("400 Bad Request"));
        assert_eq!(decide("", None, root), Err("400 Bad Request"));
    }

    #[test]
    fn a_page_comes_over_the_wire() {
        let folder = folder();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        assert!(address.ip().is_loopback());
        let root = folder.join("site");
        thread::spawn(move || serve(&listener, &root));
        let ask = |request: &str| {
            let mut stream = TcpStream::connect(address).unwrap();
            stream.write_all(request.as_bytes()).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer
        };
        let page = ask("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assert!(page.starts_with("HTTP/1.1 200 OK") && page.ends_with("<p>对照") && page.contains("nosniff"), "{page}");
        let only_head = ask("HEAD /a/1.html HTTP/1.1\r\n\r\n");
        assert!(only_head.contains("Content-Length: 3") && only_head.ends_with("\r\n\r\n"), "{only_head}");
        assert!(ask("DELETE / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405"));
        fs::remove_dir_all(folder).unwrap();
    }
}
