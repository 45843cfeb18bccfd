// A hundred million people on ten thousand Pages, in virtual time: `node bench/scale/run.js [seed]`. What comes of it
// stands in docs/scale.md.
import { assumed, measured } from './measured.js';
import { simulate } from './simulation.js';

const seed = Number(process.argv[2] ?? 1);
const people = 100_000_000;
const pages = 10_000;

const rows = [
  ['even, 1 worker', { skew: 0, workers: 1, redises: 1 }],
  ['even, 10 workers', { skew: 0, workers: 10, redises: 2 }],
  ['even, 100 workers', { skew: 0, workers: 100, redises: 24 }],
  ['even, 1,000 workers', { skew: 0, workers: 1_000, redises: 250 }],
  ['skewed, 10 workers', { skew: 1, workers: 10, redises: 2 }],
  ['skewed, 100 workers', { skew: 1, workers: 100, redises: 24 }],
  ['skewed, 1,000 workers', { skew: 1, workers: 1_000, redises: 250 }],
  ['skewed, 100 workers, one Redis', { skew: 1, workers: 100, redises: 1 }],
  ['skewed, 40 a second a Page', { skew: 1, workers: 100, redises: 24, pageLimit: 40 }],
];

const number = (value, digits = 0) =>
  value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });

console.log(
  `seed ${seed}; ${number(people)} people, ${number(pages)} Pages, chunks of ${measured.chunk}, ${assumed.pageLimit} sends a second a Page\n`,
);
console.log(
  '| | hours | of them reading | mean sends/s | peak sends/s | Redis | its load | doubtful | dollars |',
);
console.log('|---|---:|---:|---:|---:|---:|---:|---:|---:|');
let last;
for (const [name, given] of rows) {
  last = simulate({ people, pages, seed, ...given });
  const { hours, intakeHours, meanRate, peakRate, memoryGigabytes, redises, redisLoad, doubtful, dollars } =
    last;
  console.log(
    `| ${name} | ${number(hours, 2)} | ${number(intakeHours, 2)} | ${number(meanRate)} | ${number(peakRate)} ` +
      `| ${number(memoryGigabytes, 1)} GB on ${redises} | ${number(redisLoad * 100)} % | ${number(doubtful)} | ${number(dollars)} |`,
  );
}
console.log(
  `\n${number(last.jobs)} jobs of BullMQ; the largest Page of the skewed has ${number(last.largestPage)} people`,
);
