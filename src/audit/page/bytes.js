// Bytes: their encodings, their hashes, their signatures.

const utf8 = text => new TextEncoder().encode(text);
const hex = bytes => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
const base64 = bytes => btoa(String.fromCharCode(...bytes));
const equal = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);

function join(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

// Only the one way of writing that encoding would give: `atob` alone forgives spaces, missing
// padding and stray bits, and each of them would be a second receipt that passes.
function fromBase64(text) {
  if (typeof text !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  try {
    const bytes = Uint8Array.from(atob(text), char => char.charCodeAt(0));
    return base64(bytes) === text ? bytes : null;
  } catch {
    return null;
  }
}

const canHash = Boolean(globalThis.crypto && crypto.subtle && crypto.subtle.digest);

async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

// `null` is neither yes nor no: this browser cannot tell.
async function isSignedBy(key, signature, text) {
  try {
    const imported = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', imported, signature, utf8(text));
  } catch {
    return null;
  }
}

// A public key as SSH packs it, and the fingerprint that people compare.
function blobOf(key) {
  const field = bytes => join([0, 0, 0, bytes.length], bytes);
  return join(field(utf8('ssh-ed25519')), field(key));
}

async function fingerprintOf(key) {
  return `SHA256:${base64(await sha256(blobOf(key))).replace(/=+$/, '')}`;
}

// The four bytes by which a signature line says whose it is.
async function keyId(name, key) {
  return (await sha256(join(utf8(name), [0x0a, 0x01], key))).subarray(0, 4);
}
