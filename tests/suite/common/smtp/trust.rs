//! Certificates, made anew for each test by openssl; nobody else trusts them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tempfile::TempDir;

const CONFIGURATION: &str = "\
[req]
distinguished_name = name
prompt = no
[name]
CN = Invented authority for mail servers
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[right]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, IP:127.0.0.1
[elsewhere]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = DNS:elsewhere.example
";

/// Which certificate a server shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Certificate {
    /// For this host, by the authority.
    Right,
    /// By the authority, for another host.
    Elsewhere,
    /// For this host, by nobody but itself.
    SelfSigned,
}

impl Certificate {
    const ALL: [Self; 3] = [Self::Right, Self::Elsewhere, Self::SelfSigned];

    fn name(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Elsewhere => "elsewhere",
            Self::SelfSigned => "self",
        }
    }
}

/// An authority of our own, and the certificates of its servers.
pub(crate) struct Trust {
    directory: TempDir,
}

impl Trust {
    /// Makes all the keys and certificates.
    #[expect(clippy::disallowed_methods, reason = "an authority's own folder")]
    pub(crate) fn new() -> Self {
        let directory = TempDir::new().expect("a temporary folder");
        fs::write(directory.path().join("mail.cnf"), CONFIGURATION).expect("a file");
        let trust = Self { directory };
        let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
        let root = "req -config mail.cnf -x509 -days 7";
        trust.openssl(&format!("{root} -extensions ca {key} -keyout ca.key -out ca.pem"));
        for certificate in Certificate::ALL {
            let name = certificate.name();
            let subject = format!("-subj /CN={name} {key} -keyout {name}.key");
            if certificate == Certificate::SelfSigned {
                trust.openssl(&format!("{root} -extensions right {subject} -out {name}.pem"));
                continue;
            }
            trust.openssl(&format!("req -config mail.cnf {subject} -out {name}.csr"));
            trust.openssl(&format!(
                "x509 -req -in {name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 7 \
                 -extfile mail.cnf -extensions {name} -out {name}.pem"
            ));
        }
        trust
    }

    /// The authority's own certificate, as a file.
    pub(crate) fn authority(&self) -> PathBuf {
        self.path("ca.pem")
    }

    /// TLS as a server speaks it that shows a certificate.
    pub(super) fn configuration(&self, shows: Certificate) -> Arc<ServerConfig> {
        let path = |ending: &str| self.path(&format!("{}.{ending}", shows.name()));
        let chain = CertificateDer::from_pem_file(path("pem")).expect("a certificate");
        let key = PrivateKeyDer::from_pem_file(path("key")).expect("a key");
        let configuration = ServerConfig::builder_with_provider(ring::default_provider().into())
            .with_safe_default_protocol_versions()
            .expect("TLS 1.2 and 1.3")
            .with_no_client_auth()
            .with_single_cert(vec![chain], key)
            .expect("a key that belongs to its certificate");
        Arc::new(configuration)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn openssl(&self, arguments: &str) {
        let folder: &Path = self.directory.path();
        let output = Command::new("openssl")
            .args(arguments.split_whitespace())
            .current_dir(folder)
            .output()
            .unwrap_or_else(|error| panic!("these tests need the program openssl: {error}"));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "openssl {arguments}: {said}");
    }
}
