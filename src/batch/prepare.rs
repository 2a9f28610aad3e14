//! Reading and checking a ceremony's folder: nothing is written.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostics, Warned};
use crate::folder::Folder;
use crate::fonts::Fonts;
use crate::merge::audience::Evidence;
use crate::plan;
use crate::roster::Roster;
use crate::running_order::RunningOrder;
use crate::templates::Templates;
use crate::typeset::{Files, Typesetter, in_parallel};

/// A folder that has been read and found right.
#[derive(Debug)]
pub struct Prepared {
    /// The folder as bytes.
    pub folder: Folder,
    /// Who and when.
    pub roster: Roster,
    /// Minute by minute.
    pub plan: RunningOrder,
    /// The texts.
    pub templates: Templates,
    /// The files that Typst code can read.
    pub files: Arc<Files>,
    /// The fonts, in order.
    pub fonts: Arc<Fonts>,
    /// What makes pages.
    pub typesetter: Typesetter,
}

/// Reads a folder and its roster alone, for what has nothing to do with templates.
///
/// # Errors
/// All that is wrong with the roster, at once.
pub(super) fn read_roster(root: &Path) -> Result<Warned<(Folder, Roster)>, Diagnostics> {
    let folder = Folder::read(root)?;
    let fonts = Fonts::new(folder.fonts().unwrap_or_default());
    let mut found = folder.leftovers();
    match found.keep(Roster::parse(&folder.roster, &fonts)) {
        Some(roster) => found.into_result((folder, roster)),
        None => Err(found.sorted()),
    }
}

/// Reads and checks a folder: the roster, the programme, and every template.
///
/// # Errors
/// All that is wrong with it, at once.
pub fn prepare(root: &Path) -> Result<Warned<Prepared>, Diagnostics> {
    let folder = Folder::read(root)?;
    let mut found = Diagnostics::new();
    // Without the user's fonts the roster can still be read, and what else is wrong be said.
    let extra = folder.fonts().unwrap_or_else(|faults| {
        found.extend(faults);
        Vec::new()
    });
    let fonts = Arc::new(Fonts::new(extra));

    let (templates, roster) = rayon::join(
        || Templates::load(&folder.templates),
        || (folder.leftovers(), Roster::parse(&folder.roster, &fonts)),
    );
    let templates = templates.map_err(|faults| found.extend(faults)).ok();
    let (leftovers, roster) = roster;
    found.extend(leftovers);
    let roster = found.keep(roster);
    let plan = roster.as_ref().and_then(|roster| found.keep(RunningOrder::plan(roster)));
    if let Some(roster) = &roster {
        if let Some(templates) = &templates {
            templates.suffice_for(roster).unwrap_or_else(|faults| found.extend(faults));
        }
        for enclosure in &roster.packet.enclosures {
            folder.enclosure(enclosure).map_or_else(|faults| found.extend(faults), drop);
        }
    }
    let (Some(templates), Some(roster), Some(plan)) = (templates, roster, plan) else {
        return Err(found.sorted());
    };
    let files = Arc::new(Files::new(folder.templates.clone()));
    let (level, date) = (roster.packet.level, roster.packet.date);
    let typesetter = Typesetter::new(Arc::clone(&files), Arc::clone(&fonts), level, date);
    found.into_result(Prepared { folder, roster, plan, templates, files, fonts, typesetter })
}

/// Checks a folder as thoroughly as can be without writing: besides what [`prepare`] checks, each
/// kind of document is typeset in each structure that this roster gives it, and once where the roster
/// has no use for it, for one signatory of each structure.
///
/// # Errors
/// All that is wrong with it, at once.
pub fn check(root: &Path, threads: NonZeroUsize) -> Result<Warned<Prepared>, Diagnostics> {
    let Warned { value: prepared, warnings: mut found } = prepare(root)?;
    let (roster, templates) = (&prepared.roster, &prepared.templates);
    let evidence = Evidence::draft();
    let ceremony = [
        plan::running_order(roster, templates, &evidence),
        plan::joint_declaration(roster, templates),
    ];
    let mut wanted: Vec<_> = ceremony.into_iter().flatten().collect();
    for signatory in &roster.signatories {
        wanted.extend(plan::packet(roster, templates, signatory));
    }
    wanted.extend(plan::extras(roster, templates));
    // A thousand name badges that nobody asked for tell no more than one of each structure. Fewer
    // signatories have time wherever all of them do.
    let few = roster.first_of_each(plan::structure);
    let plan_of_few = RunningOrder::plan(&few)?.value;
    let unused = plan::unused(&few, templates, &evidence, &wanted);
    let wanted = wanted.into_iter().map(|wanted| (wanted, roster, &prepared.plan));
    let wanted = wanted.chain(unused.into_iter().map(|unused| (unused, &few, &plan_of_few)));
    let mut structures = BTreeSet::new();
    let mut representatives = Vec::new();
    for (document, roster, plan) in wanted {
        match document.manuscript(document.values(roster, plan), "1") {
            Ok(manuscript) => {
                if structures.insert((manuscript.name.clone(), manuscript.text.clone())) {
                    representatives.push((document, manuscript));
                }
            }
            Err(faults) => found.extend(faults),
        }
    }
    let typeset = in_parallel(&representatives, threads, |(document, manuscript)| {
        let laid = prepared.typesetter.lay_out(manuscript, document.template)?;
        let metadata = document.metadata(roster, 1);
        let template = document.template;
        prepared
            .typesetter
            .export(laid.value, &metadata, manuscript, template)
            .map(|_| laid.warnings)
    });
    for outcome in typeset {
        let (Ok(more) | Err(more)) = outcome;
        found.extend(more);
    }
    found.into_result(prepared)
}
