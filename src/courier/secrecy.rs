//! TLS: which authorities vouch for a server's name.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::pem::{self, PemObject as _};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{CertificateError, ClientConfig, Error, RootCertStore};

use super::fault;
use crate::diagnostic::{Diagnostics, reason};
use crate::roster::SmtpServer;
use crate::sentence;
use crate::words::{Sentence, Value};

/// How a connection is kept secret, and by which name the server has to prove itself.
pub(super) struct Secrecy {
    pub(super) config: Arc<ClientConfig>,
    pub(super) name: ServerName<'static>,
}

impl Secrecy {
    /// With the system's roots and the roster's own authority.
    ///
    /// # Errors
    /// When the certificate of that cannot be read.
    pub(super) fn new(server: &SmtpServer, root: &Path) -> Result<Self, Diagnostics> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if let Some(ca) = &server.ca {
            let path = root.join(ca);
            let unreadable = |reason: Value| {
                let path = path.display().to_string();
                fault(
                    sentence!("courier-ca", path = path, reason = reason),
                    sentence!("courier-ca-remedy"),
                )
            };
            let pem = fs::read(&path).map_err(|error| unreadable(reason(&error).into()))?;
            let certificates = CertificateDer::pem_slice_iter(&pem);
            let certificates: Vec<_> = certificates
                .collect::<Result<_, _>>()
                .map_err(|error| unreadable(error.to_string().into()))?;
            if certificates.is_empty() {
                return Err(unreadable(pem::Error::NoItemsFound.to_string().into()));
            }
            for certificate in certificates {
                roots.add(certificate).map_err(|error| unreadable(why(&error).into()))?;
            }
        }
        let impossible = |reason: Value| {
            fault(
                sentence!("courier-tls", server = &server.host, reason = reason),
                sentence!("courier-tls-remedy"),
            )
        };
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| impossible(why(&error).into()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from(server.host.clone());
        let name = name.map_err(|error| impossible(error.to_string().into()))?;
        Ok(Self { config: Arc::new(config), name })
    }
}

/// What TLS has against a server, in our words where there are any.
pub(super) fn why(error: &Error) -> Sentence {
    use CertificateError as Fault;
    let Error::InvalidCertificate(fault) = error else {
        return sentence!("system-other", reason = error.to_string());
    };
    match fault {
        Fault::Expired | Fault::ExpiredContext { .. } => sentence!("courier-tls-expired"),
        Fault::NotValidYet | Fault::NotValidYetContext { .. } => sentence!("courier-tls-early"),
        Fault::NotValidForName | Fault::NotValidForNameContext { .. } => {
            sentence!("courier-tls-name")
        }
        Fault::UnknownIssuer => sentence!("courier-tls-issuer"),
        Fault::Revoked => sentence!("courier-tls-revoked"),
        _ => sentence!("courier-tls-certificate", reason = error.to_string()),
    }
}
