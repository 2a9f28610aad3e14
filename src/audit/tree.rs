//! The Merkle tree over the ledger's lines: RFC 6962, section 2.1, with SHA-256.
//!
//! A leaf is the hash of 0x00 and a line's exact bytes, a node that of 0x01 and its two children.
//! Leaf order is line order; proofs depend on it.

use sha2::{Digest as _, Sha256};

use super::Digest;

/// The hash of a leaf: SHA-256(0x00 ‖ line).
#[must_use]
pub fn leaf(line: &[u8]) -> Digest {
    let hash: [u8; 32] = Sha256::new().chain_update([0]).chain_update(line).finalize().into();
    hash.into()
}

fn node(left: Digest, right: Digest) -> Digest {
    let hash = Sha256::new()
        .chain_update([1])
        .chain_update(left.as_bytes())
        .chain_update(right.as_bytes())
        .finalize();
    <[u8; 32]>::from(hash).into()
}

/// A tree that grows at its end. All complete subtrees are kept, so that a root or a proof at any
/// size costs a few hashes.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    /// `levels[k][i]` is the hash over the 2ᵏ leaves from i·2ᵏ on.
    levels: Vec<Vec<Digest>>,
}

impl Tree {
    /// Makes room for so many more leaves.
    pub fn reserve(&mut self, leaves: usize) {
        if self.levels.is_empty() {
            self.levels.push(Vec::new());
        }
        self.levels[0].reserve(leaves);
    }

    /// Adds a leaf.
    pub fn push(&mut self, leaf: Digest) {
        let mut hash = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            self.levels[level].push(hash);
            let complete = &self.levels[level];
            if complete.len() % 2 == 1 {
                return;
            }
            hash = node(complete[complete.len() - 2], hash);
        }
    }

    /// How many leaves there are.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// The root over the first `size` leaves; none for a size of 0, or one that the tree has not
    /// reached.
    #[must_use]
    pub fn root(&self, size: u64) -> Option<Digest> {
        (1..=self.size()).contains(&size).then(|| self.subtree(0, size))
    }

    /// The proof that a leaf is in the tree of the first `size` leaves: from the leaf's sibling up
    /// to the root's child.
    #[must_use]
    pub fn inclusion(&self, index: u64, size: u64) -> Option<Vec<Digest>> {
        if index >= size || size > self.size() {
            return None;
        }
        let (mut begin, mut end) = (0, size);
        let mut path = Vec::new();
        while end - begin > 1 {
            let middle = begin + split(end - begin);
            if index < middle {
                path.push(self.subtree(middle, end));
                end = middle;
            } else {
                path.push(self.subtree(begin, middle));
                begin = middle;
            }
        }
        path.reverse();
        Some(path)
    }

    /// The hash over the leaves from `begin` to before `end`, as they stand in a tree.
    fn subtree(&self, begin: u64, end: u64) -> Digest {
        let size = end - begin;
        if size.is_power_of_two() {
            let level = usize::try_from(size.trailing_zeros()).expect("at most 63");
            let index = usize::try_from(begin / size).expect("the tree is in memory");
            return self.levels[level][index];
        }
        let middle = begin + split(size);
        node(self.subtree(begin, middle), self.subtree(middle, end))
    }
}

/// The largest power of two below a size of 2 or more.
fn split(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

/// Whether a proof leads from a leaf to the root of a tree of that size (RFC 9162, 2.1.3.2).
#[must_use]
pub fn includes(root: Digest, size: u64, index: u64, leaf: Digest, proof: &[Digest]) -> bool {
    if index >= size {
        return false;
    }
    let (mut from, mut last, mut hash) = (index, size - 1, leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if from % 2 == 1 || from == last {
            hash = node(*sibling, hash);
            while from % 2 == 0 && from != 0 {
                from /= 2;
                last /= 2;
            }
        } else {
            hash = node(hash, *sibling);
        }
        from /= 2;
        last /= 2;
    }
    last == 0 && hash == root
}

#[cfg(test)]
mod tests {
    use ct_merkle::mem_backed_tree::MemoryBackedTree;
    use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};

    use super::*;

    /// The leaves of the reference implementation's test vectors (certificate-transparency-go,
    /// `trillian`'s and RFC 6962 authors' own), in hexadecimal.
    const LEAVES: [&str; 8] = [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];

    /// The roots of the trees of the first 1 to 8 of those leaves.
    const ROOTS: [&str; 8] = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    /// Inclusion proofs of the same vectors: index, size, path.
    const INCLUSION: [(u64, u64, &[&str]); 4] = [
        (0, 1, &[]),
        (
            0,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            &[
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (2, 3, &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    ];

    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
            .collect()
    }

    fn tree(leaves: impl IntoIterator<Item = Vec<u8>>) -> Tree {
        let mut tree = Tree::default();
        leaves.into_iter().for_each(|bytes| tree.push(leaf(&bytes)));
        tree
    }

    #[test]
    fn the_published_vectors_hold() {
        let tree = tree(LEAVES.map(bytes));
        for (size, root) in (1..).zip(ROOTS) {
            assert_eq!(tree.root(size), Some(root.parse().unwrap()), "{size}");
        }
        for (index, size, path) in INCLUSION {
            let path: Vec<Digest> = path.iter().map(|hash| hash.parse().unwrap()).collect();
            assert_eq!(tree.inclusion(index, size), Some(path.clone()), "{index} in {size}");
            let at = usize::try_from(index).unwrap();
            let root = tree.root(size).unwrap();
            assert!(includes(root, size, index, leaf(&bytes(LEAVES[at])), &path));
        }
        assert_eq!((tree.root(0), tree.root(9)), (None, None));
        assert_eq!((tree.inclusion(3, 3), tree.inclusion(0, 9)), (None, None));
    }

    fn same(root: &RootHash<Sha256>) -> Digest {
        <[u8; 32]>::from(*root.as_bytes()).into()
    }

    /// Every inclusion and every prefix up to 40 leaves, against another implementation.
    #[test]
    fn an_independent_implementation_agrees_at_every_size() {
        let lines: Vec<Vec<u8>> = (0..40_u8).map(|n| vec![n; usize::from(n)]).collect();
        let ours = tree(lines.clone());
        let mut other = MemoryBackedTree::<Sha256, Vec<u8>>::new();
        for size in 1..=40_u64 {
            other.push(lines[usize::try_from(size).unwrap() - 1].clone());
            let root = ours.root(size).unwrap();
            assert_eq!(root, same(&other.root()), "{size}");
            for index in 0..size {
                let at = usize::try_from(index).unwrap();
                let proof = ours.inclusion(index, size).unwrap();
                let outputs: Vec<_> = proof.iter().map(|hash| (*hash.as_bytes()).into()).collect();
                let as_theirs = InclusionProof::<Sha256>::from_digests(&outputs);
                assert!(other.root().verify_inclusion(&lines[at], index, &as_theirs).is_ok());
                assert!(includes(root, size, index, leaf(&lines[at]), &proof));
                assert!(!includes(root, size, index, leaf(b"another line"), &proof));
                assert!(
                    !includes(root, size, (index + 1) % size, leaf(&lines[at]), &proof)
                        || size == 1
                );
                let longer: Vec<Digest> = proof.iter().copied().chain([root]).collect();
                assert!(!includes(root, size, index, leaf(&lines[at]), &longer));
            }
            // The roots at two sizes of one of our trees are consistent in the other's eyes.
            for earlier in 1..size {
                let before = RootHash::<Sha256>::new(
                    (*ours.root(earlier).unwrap().as_bytes()).into(),
                    earlier,
                );
                let now = RootHash::<Sha256>::new((*root.as_bytes()).into(), size);
                let additions = usize::try_from(size - earlier).unwrap();
                let proof: ConsistencyProof<Sha256> = other.prove_consistency(additions);
                assert!(now.verify_consistency(&before, &proof).is_ok(), "{earlier} in {size}");
            }
        }
    }
}
