//! Disjoint sets, some of whose elements must never meet.

/// Disjoint sets with constraints: some elements must never share a set.
pub(super) struct DisjointSets {
    parent: Vec<usize>,
    apart: Vec<(usize, usize)>,
}

impl DisjointSets {
    pub(super) fn new(len: usize) -> Self {
        Self { parent: (0..len).collect(), apart: Vec::new() }
    }

    pub(super) fn find(&mut self, mut place: usize) -> usize {
        while self.parent[place] != place {
            self.parent[place] = self.parent[self.parent[place]];
            place = self.parent[place];
        }
        place
    }

    /// No element of one of these groups may ever be joined with one of another.
    pub(super) fn part(&mut self, groups: &[Vec<usize>]) {
        for (nth, group) in groups.iter().enumerate() {
            for other in groups.iter().skip(nth + 1) {
                self.apart.extend(group.iter().flat_map(|&a| other.iter().map(move |&b| (a, b))));
            }
        }
    }

    /// Whether a verdict keeps the two apart.
    pub(super) fn parted(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.find(a), self.find(b));
        let apart = std::mem::take(&mut self.apart);
        let parted = apart.iter().any(|&(x, y)| {
            let (x, y) = (self.find(x), self.find(y));
            (x, y) == (a, b) || (y, x) == (a, b)
        });
        self.apart = apart;
        parted
    }

    /// Joins the two; `false` if that must not be.
    pub(super) fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.find(a), self.find(b));
        if a == b {
            return true;
        }
        if self.parted(a, b) {
            return false;
        }
        self.parent[a.max(b)] = a.min(b);
        true
    }
}
