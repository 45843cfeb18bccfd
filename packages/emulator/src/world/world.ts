import { Changes } from './changes.js';
import { Clock } from './clock.js';
import { Ids } from './ids.js';
import type {
  AccessToken,
  Activity,
  App,
  Campaign,
  Label,
  Linking,
  Message,
  OptIn,
  Page,
  Person,
  Persona,
  ReusableAttachment,
  Thread,
} from './model.js';
import { FIRST_NAMES, LAST_NAMES } from './names.js';

export interface WorldOptions {
  seed: string;
  /** Messages kept per conversation; older ones are forgotten. */
  keptMessages: number;
}

/** Everything the emulator knows: apps, Pages, people and what they said to each other. */
export class World {
  readonly clock = new Clock();
  readonly changes = new Changes();
  readonly ids: Ids;
  readonly apps = new Map<string, App>();
  readonly pages = new Map<string, Page>();
  readonly people = new Map<string, Person>();
  /** By PSID, which is unique over all Pages. */
  readonly threads = new Map<string, Thread>();
  readonly threadsById = new Map<string, Thread>();
  /** Which thread a message belongs to, by `mid`. */
  readonly threadsByMid = new Map<string, Thread>();
  readonly tokens = new Map<string, AccessToken>();
  readonly personas = new Map<string, Persona>();
  readonly labels = new Map<string, Label>();
  readonly attachments = new Map<string, ReusableAttachment>();
  readonly optIns = new Map<string, OptIn>();
  /** Comments and visitor posts, by id. */
  readonly activities = new Map<string, Activity>();
  /** Campaigns of paid marketing messages. */
  readonly campaigns = new Map<string, Campaign>();
  /** Account linkings under way, by token. */
  readonly linkings = new Map<string, Linking>();
  /** PSIDs by the `user_ref` of the checkbox plugin. */
  readonly userRefs = new Map<string, string>();
  readonly #keptMessages: number;

  constructor(options: WorldOptions) {
    this.ids = new Ids(options.seed);
    this.#keptMessages = options.keptMessages;
  }

  addApp(given: Partial<App> = {}): App {
    const app: App = {
      id: given.id ?? this.ids.decimal('app', 15),
      name: given.name ?? 'My bot',
      secret: given.secret ?? this.ids.text('secret', 32),
      verifyToken: given.verifyToken ?? this.ids.text('verify token', 24),
      requireAppSecretProof: given.requireAppSecretProof ?? false,
      subscriptions: new Map(),
    };
    this.apps.set(app.id, app);
    this.addToken({ token: `${app.id}|${app.secret}`, kind: 'app', appId: app.id, pageId: null });
    return app;
  }

  addPage(given: Partial<Page> = {}): Page {
    const name = given.name ?? 'My Page';
    const page: Page = {
      id: given.id ?? this.ids.decimal('page', 16),
      name,
      username: given.username ?? name.toLowerCase().replaceAll(/[^a-z0-9]+/g, ''),
      category: given.category ?? 'Business',
      subscribedApps: new Map(),
      defaultAppId: null,
      profile: new Map(),
      messageTemplates: new Map(),
      country: given.country ?? 'US',
      products: new Map(),
      instantForms: new Set(),
      restricted: false,
    };
    this.pages.set(page.id, page);
    for (const person of this.people.values()) this.#introduce(person, page);
    this.changes.tell({ kind: 'reset' });
    return page;
  }

  addToken(given: Pick<AccessToken, 'kind' | 'appId' | 'pageId'> & Partial<AccessToken>): AccessToken {
    const token: AccessToken = {
      token:
        given.token ??
        `EAA${this.ids.text(given.kind === 'user' ? 'user token' : 'token', 120).replaceAll(/[-_]/g, 'Z')}`,
      kind: given.kind,
      appId: given.appId,
      pageId: given.pageId,
      issuedAt: this.clock.now(),
      expiresAt: given.expiresAt ?? null,
      invalid: null,
    };
    this.tokens.set(token.token, token);
    return token;
  }

  /** @param given `psids` by the id of the Page; a Page that is not there gives one of its own. */
  addPerson(
    given: { name?: string; locale?: string; timezone?: number; psids?: ReadonlyMap<string, string> } = {},
  ): Person {
    const name = given.name?.trim() || this.#newName();
    const mailName = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.');
    const person: Person = {
      id: this.ids.decimal('person', 15),
      ...namesOf(name),
      locale: given.locale ?? 'en_US',
      timezone: given.timezone ?? 0,
      gender: '',
      email: `${mailName}@example.com`,
      phone: `+1555${this.ids.decimal('phone', 7)}`,
      psids: new Map(),
      asids: new Map(),
    };
    this.people.set(person.id, person);
    for (const page of this.pages.values()) this.#introduce(person, page, given.psids?.get(page.id));
    for (const app of this.apps.values()) person.asids.set(app.id, this.ids.decimal('asid', 17));
    this.changes.tell({ kind: 'person', person });
    return person;
  }

  /** Gives a person another name or language. */
  changePerson(person: Person, given: { name?: string; locale?: string }): void {
    if (given.name !== undefined) Object.assign(person, namesOf(given.name));
    if (given.locale !== undefined) person.locale = given.locale;
    this.changes.tell({ kind: 'person', person });
  }

  /** The thread of a PSID, if that is one of this Page's. */
  threadOf(page: Page, psid: string): Thread | undefined {
    const thread = this.threads.get(psid);
    return thread?.pageId === page.id ? thread : undefined;
  }

  message(mid: string): { thread: Thread; message: Message } | undefined {
    const thread = this.threadsByMid.get(mid);
    const message = thread?.messages.findLast((candidate) => candidate.mid === mid);
    return thread && message && { thread, message };
  }

  /** Puts a message at the end of a thread and forgets what is over the cap. */
  append(thread: Thread, message: Message): void {
    thread.messages.push(message);
    this.threadsByMid.set(message.mid, thread);
    // Cutting a tenth at a time keeps the cost of forgetting away from the single message.
    if (thread.messages.length > this.#keptMessages * 1.1) {
      const forgotten = thread.messages.splice(0, thread.messages.length - this.#keptMessages);
      for (const { mid } of forgotten) this.threadsByMid.delete(mid);
    }
    this.changes.tell({ kind: 'thread', thread, message });
  }

  /** Finds threads by their other ids again, after they have been loaded. */
  index(): void {
    this.threadsById.clear();
    this.threadsByMid.clear();
    for (const thread of this.threads.values()) {
      this.threadsById.set(thread.id, thread);
      for (const { mid } of thread.messages) this.threadsByMid.set(mid, thread);
    }
  }

  /** Forgets people and all they did; apps, Pages, tokens and subscriptions stay. */
  reset(): void {
    for (const page of this.pages.values()) {
      page.profile.clear();
      page.messageTemplates.clear();
      page.products.clear();
      page.instantForms.clear();
      page.restricted = false;
      page.defaultAppId = null;
    }
    const forgotten = [this.people, this.threads, this.personas, this.labels, this.attachments, this.optIns];
    for (const collection of [...forgotten, this.activities, this.campaigns, this.linkings, this.userRefs])
      collection.clear();
    this.index();
    // A bot drops what it has had before: a message of the new world must not look like one of the old.
    this.ids.restart(['app', 'page', 'token', 'user token', 'secret', 'verify token', 'message']);
    this.clock.offset = 0;
    this.changes.tell({ kind: 'reset' });
  }

  #introduce(person: Person, page: Page, psid = this.ids.decimal('psid', 17)): void {
    person.psids.set(page.id, psid);
    const thread: Thread = {
      id: `t_${this.ids.decimal('thread', 17)}`,
      pageId: page.id,
      psid,
      personId: person.id,
      messages: [],
      started: false,
      // A Page learns a PSID only from something the person did, and that opened the window.
      lastUserActionAt: this.clock.now(),
      readUpTo: 0,
      pageReadUpTo: 0,
      typing: null,
      owner: null,
      blocked: false,
      banned: false,
      spam: false,
      menu: null,
      referral: null,
    };
    this.threads.set(psid, thread);
    this.threadsById.set(thread.id, thread);
  }

  #newName(): string {
    const first = FIRST_NAMES[this.ids.below('name', FIRST_NAMES.length)] ?? 'Ana';
    const last = LAST_NAMES[this.ids.below('name', LAST_NAMES.length)] ?? 'Lopez';
    return `${first} ${last}`;
  }
}

/** The first word is the first name. */
function namesOf(name: string): { firstName: string; lastName: string } {
  const [firstName = '', ...others] = name.trim().split(' ');
  return { firstName, lastName: others.join(' ') };
}
