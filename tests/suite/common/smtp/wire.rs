//! Bytes to and from a client, in the clear or under TLS.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

enum Channel {
    Clear(TcpStream),
    Encrypted(Box<StreamOwned<ServerConnection, TcpStream>>),
}

/// A connection, read by lines.
pub(super) struct Wire {
    tcp: TcpStream,
    channel: Channel,
    /// What was read and not yet looked at.
    ahead: Vec<u8>,
}

impl Wire {
    pub(super) fn new(tcp: TcpStream) -> io::Result<Self> {
        tcp.set_nonblocking(false)?;
        tcp.set_nodelay(true)?;
        tcp.set_read_timeout(Some(Duration::from_mins(1)))?;
        tcp.set_write_timeout(Some(Duration::from_secs(10)))?;
        Ok(Self { channel: Channel::Clear(tcp.try_clone()?), tcp, ahead: Vec::new() })
    }

    /// Goes on under TLS. Nothing that was said in the clear is taken along; whether there was
    /// something.
    pub(super) fn encrypt(&mut self, tls: &Arc<ServerConfig>) -> io::Result<bool> {
        let connection = ServerConnection::new(Arc::clone(tls)).map_err(io::Error::other)?;
        let stream = StreamOwned::new(connection, self.tcp.try_clone()?);
        self.channel = Channel::Encrypted(Box::new(stream));
        let early = !self.ahead.is_empty();
        self.ahead.clear();
        Ok(early)
    }

    /// Whether more has been read than was asked for.
    pub(super) fn has_more(&self) -> bool {
        !self.ahead.is_empty()
    }

    pub(super) fn encrypted(&self) -> bool {
        matches!(self.channel, Channel::Encrypted(_))
    }

    /// A line with its end.
    pub(super) fn line(&mut self) -> io::Result<Vec<u8>> {
        const LONGEST: usize = 1_000_000;
        loop {
            if let Some(end) = self.ahead.iter().position(|byte| *byte == b'\n') {
                return Ok(self.ahead.drain(..=end).collect());
            }
            let mut buffer = [0; 16 * 1024];
            let count = match &mut self.channel {
                Channel::Clear(stream) => stream.read(&mut buffer)?,
                Channel::Encrypted(stream) => stream.read(&mut buffer)?,
            };
            if count == 0 || self.ahead.len() > LONGEST {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.ahead.extend(&buffer[..count]);
        }
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.channel {
            Channel::Clear(stream) => stream.write_all(bytes),
            Channel::Encrypted(stream) => {
                stream.write_all(bytes)?;
                stream.flush()
            }
        }
    }

    /// Says farewell as TLS wants it.
    pub(super) fn farewell(&mut self) {
        if let Channel::Encrypted(stream) = &mut self.channel {
            stream.conn.send_close_notify();
            let _ = stream.flush();
        }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        let _ = self.tcp.shutdown(Shutdown::Both);
    }
}
