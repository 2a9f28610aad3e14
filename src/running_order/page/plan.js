// Who is when, by the plan, the clock, and what was tapped; pure.
//
// A step is an item of the programme, or one signature of the signing. All instants are in
// milliseconds, so the tablet's own zone plays no part. Whoever has tapped has taken over: from then
// on a step lasts until the next tap, because a page that runs ahead of the stage calls out the
// wrong name. Every later step is expected upon those before it, but none that has a time of its own
// before that time.

const MINUTE = 60000;
const REHEARSAL = 360 * MINUTE;
const FORGOTTEN = 720 * MINUTE;

// The steps of the programme, in order. What a signing has more time for than its signatures need
// belongs to the last of them.
function stepsOf(items) {
  return items.flatMap(item => {
    if (item.slots.length === 0) return [{ ...item, needs: item.end - item.start, part: null }];
    return item.slots.map((slot, at) => ({
      ...slot,
      end: at + 1 < item.slots.length ? item.slots[at + 1].start : item.end,
      needs: item.each,
      fixed: at === 0 && item.fixed,
      notes: at === 0 ? item.notes : null,
      part: item,
      of: item.slots.length,
    }));
  });
}

// When a step is over, if it began then: what was lost may be made up for out of time to spare.
function over(step, began) {
  return Math.max(began + step.needs, Math.min(step.end, began + step.end - step.start));
}

// When each step begins, or is expected to.
function expected(steps, tap, now) {
  const begins = [];
  steps.forEach((step, at) => {
    if (!tap || at < tap.step) begins.push(step.start);
    else if (at === tap.step) begins.push(tap.at);
    else {
      const free = over(steps[at - 1], begins[at - 1]);
      const earliest = at - 1 === tap.step ? Math.max(free, now) : free;
      begins.push(step.fixed ? Math.max(earliest, step.start) : earliest);
    }
  });
  return begins;
}

// The tap that leads: the last, unless it gave the lead back to the clock.
function leading(taps) {
  const last = taps.at(-1);
  return last && last.step !== null ? last : null;
}

// Which step is on: -1 before the first, as many as there are after the last. Whether there is a
// pause after it, which only the clock can know.
function position(steps, tap, now) {
  if (tap) return { at: tap.step, pause: false };
  const at = steps.findLastIndex(step => step.start <= now);
  const ended = at >= 0 && now >= steps[at].end;
  if (ended && at === steps.length - 1) return { at: steps.length, pause: false };
  return { at, pause: ended };
}

// The taps after stepping on.
function steppedOn(steps, taps, now) {
  const { at } = position(steps, leading(taps), now);
  return at >= steps.length ? taps : [...taps, { step: at + 1, at: now }];
}

// The taps after going back to the step before, or, in a pause, to the one that was not over yet.
// It goes on from when it began, as far as that is known.
function steppedBack(steps, taps, now) {
  const { at, pause } = position(steps, leading(taps), now);
  const to = pause ? at : at - 1;
  if (to < 0) return taps;
  const began = taps.findLast(tap => tap.step === to)?.at ?? steps[to].start;
  const today = Math.abs(now - began) < REHEARSAL;
  return [...taps, { step: to, at: today ? Math.min(began, now) : now }];
}
