//! The whole file system, waited for at once.

#[cfg(target_os = "linux")]
pub(in crate::archive) use self::linux::FileSystem;
#[cfg(not(target_os = "linux"))]
pub(in crate::archive) use self::other::FileSystem;

#[cfg(target_os = "linux")]
mod linux {
    use std::fs::{self, File};
    use std::io;
    use std::path::Path;
    use std::sync::Arc;

    /// The file systems, by their magic numbers (statfs(2)), on which everything that is written
    /// back is on the disk when syncfs(2) returns: ext4, XFS, Btrfs; and tmpfs, which has no disk.
    /// One in user space or behind a network need not be told by it.
    const KNOWN: [u32; 4] = [0xEF53, 0x5846_5342, 0x9123_683E, 0x0102_1994];

    /// A file system, by a handle that was opened before what it shall keep was written: of each
    /// error since then it tells.
    #[derive(Debug, Clone)]
    pub(in crate::archive) struct FileSystem(Arc<File>);

    impl FileSystem {
        /// The file system that a directory is on, if it can be waited for as a whole.
        pub(in crate::archive) fn of(directory: &Path) -> Option<Self> {
            let release = fs::read_to_string("/proc/sys/kernel/osrelease").ok()?;
            let handle = File::open(directory).ok()?;
            let magic = u32::try_from(rustix::fs::fstatfs(&handle).ok()?.f_type).ok()?;
            (tells_of_errors(&release) && KNOWN.contains(&magic)).then(|| Self(Arc::new(handle)))
        }

        /// Waits until all that was written is on the disk.
        pub(in crate::archive) fn sync(&self) -> io::Result<()> {
            Ok(rustix::fs::syncfs(&*self.0)?)
        }
    }

    /// Whether syncfs(2) says what could not be written: since Linux 5.8 it does.
    fn tells_of_errors(release: &str) -> bool {
        let mut numbers = release.split(|sign: char| !sign.is_ascii_digit()).map(str::parse::<u32>);
        let mut next = || numbers.next().and_then(Result::ok);
        next().zip(next()).is_some_and(|version| version >= (5, 8))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn only_systems_that_tell_of_errors_are_waited_for_as_a_whole() {
            let tells = ["5.8.0", "5.10.0-28-amd64", "6.18.44-fc-v595\n", "6.1"];
            let silent = ["5.7.19", "4.18.0-553.el8.x86_64", "3.10.0", "", "unknown"];
            assert!(tells.iter().all(|release| tells_of_errors(release)));
            assert!(!silent.iter().any(|release| tells_of_errors(release)));
        }

        #[test]
        fn a_file_system_of_another_kind_is_not_waited_for_as_a_whole() {
            assert!(FileSystem::of(Path::new("/proc/self")).is_none());
            assert!(FileSystem::of(Path::new("/nowhere")).is_none());
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod other {
    use std::convert::Infallible;
    use std::io;
    use std::path::Path;

    /// No other system has a call for it that tells of errors.
    #[derive(Debug, Clone)]
    pub(in crate::archive) struct FileSystem(Infallible);

    impl FileSystem {
        pub(in crate::archive) fn of(_: &Path) -> Option<Self> {
            None
        }

        pub(in crate::archive) fn sync(&self) -> io::Result<()> {
            match self.0 {}
        }
    }
}
