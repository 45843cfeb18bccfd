import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cac } from 'cac';
import { ChinwagError } from '../core/errors.js';
import { campaignHelp } from './campaign/help.js';
import { dim, red } from './style.js';

const { version } = JSON.parse(
  readFileSync(fileURLToPath(import.meta.resolve('chinwag/package.json')), 'utf8'),
);
const cli = cac('chinwag');
const defaultPort = process.env.PORT ?? '3000';

cli
  .command('dev [folder]', 'Run a bot beside a Messenger on localhost; reload it when a file changes')
  .option('--port <port>', 'Port of the bot', { default: defaultPort })
  .option('--emulator-port <port>', 'Port of the chat page and the Graph API', { default: '3100' })
  .option('--page-name <name>', 'What the Page is called')
  .option('--no-open', 'Do not open the chat page in the browser')
  .option('--no-watch', 'Do not reload when a file changes')
  .example('  chinwag dev')
  .example('  chinwag dev examples/echo --port 3001')
  .action(async (folder: string | undefined, options) => {
    const { dev } = await import('./dev.js');
    await dev(folder ?? '.', {
      port: portNumber('--port', options.port),
      emulatorPort: portNumber('--emulator-port', options.emulatorPort),
      pageName: options.pageName,
      open: options.open,
      watch: options.watch,
    });
  });

cli
  .command('start [folder]', 'Serve a bot in production; finishes what it has accepted on SIGTERM')
  .option('--port <port>', 'Port to listen on', { default: defaultPort })
  .option('--host <host>', 'Address to listen on (default: all)')
  .option('--profile', "Set the Page's messenger profile to the config's first")
  .example('  MESSENGER_ACCESS_TOKEN=… chinwag start --port 8080')
  .action(async (folder: string | undefined, options) => {
    const { start } = await import('./start.js');
    await start(folder ?? '.', {
      port: portNumber('--port', options.port),
      host: options.host,
      profile: options.profile,
    });
  });

cli
  .command('inbox [command] [...ids]', 'Events that could not be worked through: list, show, retry, discard')
  .option('--folder <folder>', 'Folder of the bot', { default: '.' })
  .option('--all', 'With retry and discard: all of them')
  .option('--limit <count>', 'With list: how many, the newest first', { default: '50' })
  .option('--json', 'Print JSON')
  .example('  chinwag inbox list')
  .example('  chinwag inbox retry 17 18')
  .example('  chinwag inbox discard --all')
  .action(async (command: string | undefined, ids: (string | number)[], options) => {
    const { inbox } = await import('./inbox.js');
    await inbox(command ?? 'list', ids.map(String), {
      folder: options.folder,
      all: Boolean(options.all),
      json: Boolean(options.json),
      limit: wholeNumber('--limit', options.limit),
    });
  });

cli
  .command(
    'campaign [action] [target] [value]',
    'Messages to many people: start, check, test, status, list, pause, resume, cancel, remove, rate, report, worker, page',
  )
  .option('--folder <folder>', 'Folder of the bot', { default: '.' })
  .option('--dry-run', 'With start: count who would be sent to, and send nothing; the same as check')
  .option('--page', 'With start: show the campaign in the browser too')
  .option('--port <port>', 'Port of the page', { default: '3200' })
  .option('--no-open', 'Do not open the page in the browser')
  .option('--to <psids>', 'With test: who gets it, with commas between')
  .option('--watch', 'With status: stay, and show how it goes on')
  .option('--csv <file>', 'With report: write everybody into a file')
  .option('--yes', 'With remove: do not ask')
  .option('--dev', 'A rehearsal: only with the people of the chinwag dev that runs in this folder')
  .option('--emulator-port <port>', 'With --dev, where several run: the port of its chat page')
  .option('--json', 'Print JSON; with start and --watch an object a line')
  .example('  chinwag campaign check campaigns/black-friday.ts')
  .example('  chinwag campaign start campaigns/black-friday.ts --dev')
  .example('  chinwag campaign test campaigns/black-friday.ts --to 24837492837492834')
  .example('  chinwag campaign start campaigns/black-friday.ts --page')
  .example('  chinwag campaign rate black-friday 100')
  .example('  chinwag campaign pause black-friday')
  .example('  chinwag campaign report black-friday --csv people.csv')
  .action(
    async (action: string | undefined, target: string | undefined, value: string | undefined, options) => {
      const { campaign } = await import('./campaign/campaign.js');
      await campaign(action ?? 'list', {
        target: target === undefined ? undefined : String(target),
        value: value === undefined ? undefined : String(value),
        folder: lastOf(options.folder),
        json: Boolean(options.json),
        dryRun: Boolean(options.dryRun),
        to: asTyped('--to'),
        csv: options.csv === undefined ? undefined : lastOf(options.csv),
        page: Boolean(options.page),
        port: portNumber('--port', options.port),
        open: options.open,
        watch: Boolean(options.watch),
        yes: Boolean(options.yes),
        dev: Boolean(options.dev) || options.emulatorPort !== undefined,
        emulatorPort:
          options.emulatorPort === undefined
            ? undefined
            : portNumber('--emulator-port', lastOf(options.emulatorPort)),
      });
    },
  );

cli.help((sections) => {
  // The parser takes "on unless you say otherwise" for something to be told.
  for (const section of sections) section.body = section.body.replaceAll(' (default: true)', '');
  return cli.matchedCommandName === 'campaign' ? campaignHelp(sections, cli.args[0]) : sections;
});
cli.version(version);

/** What was typed for a flag. The parser makes a number of what looks like one, and a PSID has more digits than fit. */
function asTyped(flag: string): string | undefined {
  const { argv } = process;
  const at = argv.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
  return argv[at] === flag ? argv[at + 1] : argv[at]?.slice(flag.length + 1);
}

/** Of a flag that was typed twice the last one counts; a name that looks like a number is still a name. */
const lastOf = (value: unknown) => String(Array.isArray(value) ? value.at(-1) : value);

function wholeNumber(flag: string, value: unknown): number {
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw new ChinwagError('usage', `${flag} ${value} is no whole number above 0`);
}

function portNumber(flag: string, value: unknown): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new ChinwagError('usage', `${flag} ${value} is no port`, { hint: 'Ports go from 0 to 65535.' });
}

function fail(error: unknown): never {
  if (error instanceof ChinwagError) {
    console.error(`${red('Error:')} ${error.message}`);
    if (error.hint && !error.message.includes(error.hint)) console.error(dim(error.hint));
  } else if (error instanceof Error && error.name === 'CACError') {
    const [, negative] = /^Unknown option `(-\d+)`/.exec(error.message) ?? [];
    console.error(
      `${red('Error:')} ${negative ? `${negative} is below 0, which nothing here takes` : error.message}`,
    );
    console.error(dim(`See \`chinwag ${cli.matchedCommandName ?? ''} --help\`.`.replace('  ', ' ')));
  } else if (isPortInUse(error)) {
    console.error(`${red('Error:')} port ${error.port} is in use`);
    console.error(dim(`Choose another with --port, for example --port ${error.port + 1}.`));
  } else if (isOfTheSystem(error)) {
    console.error(`${red('Error:')} ${error.message}`);
  } else {
    console.error(error);
  }
  process.exit(1);
}

/** A file that is not there, a disk that is full: the words of the system say it, and where we met it helps nobody. */
function isOfTheSystem(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}

function isPortInUse(error: unknown): error is Error & { port: number } {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

try {
  cli.parse(process.argv, { run: false });
  if (!cli.matchedCommand && !cli.options.help && !cli.options.version) {
    if (cli.args.length > 0)
      throw new ChinwagError('usage', `there is no command ${cli.args[0]}`, {
        hint: 'See `chinwag --help`.',
      });
    cli.outputHelp();
  }
  await cli.runMatchedCommand();
} catch (error) {
  fail(error);
}
