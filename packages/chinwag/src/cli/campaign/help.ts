/** What can be typed after `chinwag campaign`, for the help: what it takes, what it does, and which options are its own. */
const ACTIONS: Record<string, { takes: string; does: string; options: readonly string[] }> = {
  check: { takes: '<file>', does: 'Whom it would reach, and why not the others; sends nothing', options: [] },
  test: {
    takes: '<file> --to <psids>',
    does: 'Send it to these people now, outside of the campaign',
    options: ['--to'],
  },
  start: {
    takes: '<file>',
    does: 'Begin it, or go on with it, and stay until it is done',
    options: ['--dry-run', '--page', '--port', '--no-open'],
  },
  worker: { takes: '<file>', does: 'Send along from another process (ledger redis)', options: [] },
  list: { takes: '', does: 'All campaigns, the newest first', options: [] },
  status: { takes: '[name]', does: 'How one of them is doing; --watch stays', options: ['--watch'] },
  pause: { takes: '<name>', does: 'Send nothing more until it is resumed', options: [] },
  resume: { takes: '<name>', does: 'Go on sending', options: [] },
  remove: {
    takes: '<name>',
    does: 'Forget one that has ended, and everybody in it',
    options: ['--yes'],
  },
  rate: { takes: '<name> <number>', does: 'At most so many people a second; none for no limit', options: [] },
  cancel: { takes: '<name>', does: 'End it for good: who was not sent to is skipped', options: [] },
  report: { takes: '<name>', does: 'Everything known of it; --csv writes everybody', options: ['--csv'] },
  page: { takes: '', does: 'All campaigns in the browser', options: ['--port', '--no-open'] },
};

const ALWAYS = ['--folder', '--json', '-h,'];
const REHEARSED = ['--dev', '--emulator-port'];

interface Section {
  title?: string;
  body: string;
}

/** The help of `chinwag campaign`, or of one of its commands. */
export function campaignHelp(sections: Section[], action: string | undefined): Section[] {
  const known = action !== undefined && Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (!known || action === undefined) {
    const usages = Object.entries(ACTIONS).map(([name, { takes }]) => `${name} ${takes}`.trim());
    const width = Math.max(...usages.map(({ length }) => length));
    const lines = Object.values(ACTIONS).map(
      ({ does }, at) => `  ${(usages[at] ?? '').padEnd(width)}  ${does}`,
    );
    const usage = { title: 'Usage', body: '  $ chinwag campaign <command> [options]' };
    return around(sections, [usage, { title: 'Commands', body: lines.join('\n') }]);
  }
  const isItsOwn = (line: string) =>
    [...known.options, ...ALWAYS, ...(action === 'worker' ? [] : REHEARSED)].some((option) =>
      line.trimStart().startsWith(option),
    );
  const isOfIt = (line: string) => line.includes(`campaign ${action} `);
  const usage = {
    title: 'Usage',
    body: `  $ chinwag campaign ${action} ${known.takes} [options]`.replace('  [', ' ['),
  };
  const kept = sections.flatMap(({ title, body }) => {
    const isFiltered = title === 'Options' || title === 'Examples';
    const lines = isFiltered ? body.split('\n').filter(title === 'Options' ? isItsOwn : isOfIt) : [body];
    return lines.length > 0 ? [{ ...(title ? { title } : {}), body: lines.join('\n') }] : [];
  });
  return around(kept, [{ body: `${known.does}.` }, usage]);
}

/** The sections with others in the place of the usage. */
function around(sections: Section[], instead: Section[]): Section[] {
  return sections.flatMap((section) => (section.title === 'Usage' ? instead : [section]));
}
