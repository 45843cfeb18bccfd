const SAMPLE = `// campaigns/hello.ts
import { campaign, csv } from 'chinwag/campaigns';
import { text } from 'chinwag/messenger';

export default campaign({
  name: 'hello',
  audience: csv('people.csv'),
  message: (person) => text(\`Hello \${person.name}!\`),
});`;

/** Before there is any campaign. */
export function Empty() {
  return (
    <main class="empty">
      <img src="./icon.svg" alt="" />
      <h1>No campaign yet</h1>
      <p>A campaign sends a message to many people, paced, and each of them once. Write one in a file:</p>
      <pre>{SAMPLE}</pre>
      <p>
        See whom it would reach with <code>chinwag campaign check campaigns/hello.ts</code>, then start it:{' '}
        <code>chinwag campaign start campaigns/hello.ts</code>. It appears here by itself.
      </p>
    </main>
  );
}

export function Unknown({ name }: { name: string }) {
  return (
    <div class="empty">
      <h2>There is no campaign “{name}”</h2>
      <p>
        The ones there are stand in <a href="#/">the list</a>. If it has just been started, it appears here by
        itself.
      </p>
    </div>
  );
}
