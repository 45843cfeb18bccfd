import type { PageAccess } from '../control/protocol.js';
import type { Product } from '../world/model.js';
import type { PageDeed, POLICY_ACTIONS, TEMPLATE_STATUSES } from './deeds.js';

export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];
export type PolicyAction = (typeof POLICY_ACTIONS)[number];

/** A Page with the token that the app sends with, and what the platform and its other tools do with it. */
export abstract class PageActor implements PageAccess {
  readonly id: string;
  readonly name: string;
  readonly accessToken: string;

  constructor({ id, name, accessToken }: PageAccess) {
    this.id = id;
    this.name = name;
    this.accessToken = accessToken;
  }

  protected abstract do<Answer>(deed: PageDeed, values: Record<string, unknown>): Promise<Answer>;

  /** Puts a product into the catalogue; while that is empty, any numeric id is taken for a product's. */
  addProduct(product: Partial<Product> = {}): Promise<Product> {
    return this.do('products', product);
  }

  /** A lead form that instant form templates may name. */
  addInstantForm(form: { id?: string } = {}): Promise<{ id: string }> {
    return this.do('instant-forms', form);
  }

  /** Gives a utility template another status, which the app hears of. */
  async setTemplateStatus(id: string, status: TemplateStatus, reason?: string): Promise<void> {
    await this.do('message-templates', { id, status, reason });
  }

  /** Conversation Routing: the app that idle threads belong to, or null for every app. */
  async setDefaultApp(appId: string | null): Promise<void> {
    await this.do('default-app', { app_id: appId });
  }

  /** Warns the Page, blocks it from sending, or lets it send again; the app hears of it. */
  async enforcePolicy(action: PolicyAction, reason?: string): Promise<void> {
    await this.do('policy', { action, reason });
  }

  /**
   * Sends any event of a webhook field: a messaging event, or the value of a change. Answers why a bot did not take
   * it, if one did not.
   */
  sendEvent(
    field: string,
    what: { event: object } | { value: object },
  ): Promise<{ ok: boolean; failure?: string }> {
    return this.do('events', { field, ...what });
  }
}
