//! `avsikt preview --watch` on real saves, as editors make them; and what drafts leave behind.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use crate::common::{Sandbox, text_of};

/// No machine is so slow; how fast it is, the test prints.
const PATIENCE: Duration = Duration::from_mins(1);

const TEMPLATE: &str = "templates/declaration.en.typ.hbs";

struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn begin(sandbox: &Sandbox, arguments: &[&str]) -> Self {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("avsikt"));
        command
            .arg("-C")
            .arg(sandbox.path(""))
            .args(["--lang", "en", "preview", "helix", "--watch"]);
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the program runs");
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        Self { child, lines }
    }

    /// Waits until a round is over; what was said in it.
    fn round(&self) -> String {
        let mut said = String::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE).expect(&said);
            if line.starts_with("Made again") {
                return said;
            }
            said += &(line + "\n");
        }
    }

    /// Waits for a round after which something is so: a save may be seen in several.
    fn until(&self, is_so: impl Fn(&str) -> bool) {
        let begun = Instant::now();
        loop {
            let said = self.round();
            if is_so(&said) {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "{said}");
        }
    }
}

/// Saves a file as vim does: a new one in the old one's place.
fn save(sandbox: &Sandbox, name: &str, from: &str, to: &str) {
    let path = sandbox.path(name);
    let aside = path.with_file_name(".save.swp");
    let text = sandbox.read(name);
    assert!(text.contains(from), "{from} is not in {name}");
    sandbox.write(aside.to_str().expect("a path"), text.replace(from, to).as_bytes());
    fs::rename(aside, path).expect("moved");
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn each_save_makes_the_preview_anew_and_a_fault_leaves_the_last_good_one() {
    let sandbox = Sandbox::new();
    let into = sandbox.path("look");
    let mut watching = Watching::begin(&sandbox, &["--into", into.to_str().expect("a path")]);
    assert!(watching.round().contains("helix-declaration.pdf"));
    let draft = || fs::read(into.join("helix-declaration.pdf")).expect("a draft");
    assert!(!text_of(&draft()).contains("Lorem"));

    // In place, as by many editors.
    let begun = Instant::now();
    sandbox.change(TEMPLATE, "= Declaration", "= Lorem declaration");
    watching.until(|_| text_of(&draft()).contains("Lorem declaration"));
    let in_place = begun.elapsed();

    // A new file in the old one's place, as by vim, and by GNOME with its backup beside it.
    let begun = Instant::now();
    fs::copy(sandbox.path("signatories.toml"), sandbox.path("signatories.toml~")).expect("a copy");
    save(&sandbox, "signatories.toml", "Helix Photonics", "Helix Lasers");
    watching.until(|_| text_of(&draft()).contains("Helix Lasers"));
    let by_renaming = begun.elapsed();
    eprintln!(
        "from the save to the new preview: {in_place:?} in place, {by_renaming:?} by renaming"
    );

    let good = draft();
    save(&sandbox, TEMPLATE, "= Lorem", "{{oganisation}} = Lorem");
    watching.until(|said| said.contains("What was right last is still in"));
    assert!(draft() == good, "the last good preview stays");
    save(&sandbox, TEMPLATE, "{{oganisation}} ", "");
    watching.until(|said| said.contains("files in"));
    assert!(draft() == good);

    // What does not go into the preview does not make it: the next round is the next save's.
    while watching.lines.recv_timeout(Duration::from_secs(1)).is_ok() {}
    sandbox.write("templates/.hidden.swp", b"x");
    sandbox.write("notes.txt", b"x");
    thread::sleep(Duration::from_millis(300));
    save(&sandbox, "signatories.toml", "Helix Lasers", "Helix Optics");
    watching.round();
    assert!(text_of(&draft()).contains("Helix Optics"), "a round for nothing came before");

    let interrupted =
        Command::new("kill").args(["-INT", &watching.child.id().to_string()]).status();
    assert!(interrupted.expect("kill runs").success());
    assert_eq!(watching.child.wait().expect("it ends").signal(), Some(2));
    let left: Vec<_> = fs::read_dir(&into).expect("the folder").flatten().collect();
    assert!(left.iter().all(|entry| !entry.file_name().to_string_lossy().starts_with('.')));
}

#[test]
fn drafts_lie_in_one_folder_that_the_user_alone_can_read_and_open_shows_the_first() {
    let sandbox = Sandbox::new();
    fs::create_dir(sandbox.path("bin")).expect("a folder");
    let opened = sandbox.path("opened");
    let viewer = format!("echo \"$1\" >'{0}.part' && mv '{0}.part' '{0}'", opened.display());
    sandbox.program("bin/xdg-open", &viewer);
    let path =
        format!("{}:{}", sandbox.path("bin").display(), std::env::var("PATH").expect("a path"));
    let preview = |arguments: &[&str]| {
        let (code, out, err) = sandbox.run_with(&[("PATH", &path), ("DISPLAY", ":0")], arguments);
        assert_eq!(code, 0, "{err}");
        out
    };
    let pictures = preview(&["preview", "helix", "--png"]);
    assert!(!opened.exists(), "nothing is opened unless somebody asks");
    let drafts = preview(&["preview", "helix", "--open"]);
    let folder = |out: &str| out.lines().next().expect("the folder").to_owned();
    assert_eq!(folder(&pictures), folder(&drafts));
    let mode = fs::metadata(folder(&drafts)).expect("the folder").permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    let lying: Vec<_> = fs::read_dir(folder(&drafts)).expect("the folder").flatten().collect();
    assert_eq!(lying.len(), drafts.lines().count() - 2, "only what was made last");
    let begun = Instant::now();
    while !opened.exists() && begun.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(5));
    }
    let shown = fs::read_to_string(&opened).expect("it was opened");
    let first = drafts.lines().nth(1).expect("a file").trim();
    assert_eq!(shown.trim(), format!("{}/{first}", folder(&drafts)));
    let screenless = [("PATH", path.as_str()), ("DISPLAY", ""), ("WAYLAND_DISPLAY", "")];
    let screenless = [&screenless[..], &[("WSL_DISTRO_NAME", "")]].concat();
    let (code, _, err) = sandbox.run_with(&screenless, &["preview", "helix", "--open"]);
    assert!(code == 4 && err.contains("no viewer"), "{err}");
}
