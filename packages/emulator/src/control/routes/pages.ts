import { PAGE_DEEDS, type PageDeed } from '../../pages/deeds.js';
import { Impossible } from '../../people/refusal.js';
import { type Routes, readJson } from '../context.js';

/** What comes into being is answered with 201. */
const MAKES: ReadonlySet<string> = new Set<PageDeed>(['products', 'instant-forms']);

/** What the platform itself does with a Page, and what is kept outside of Messenger. */
export const pageRoutes: Routes = (app, platform) => {
  for (const [name, deed] of Object.entries(PAGE_DEEDS)) {
    const path = name === 'message-templates' ? `${name}/:id` : name;
    app.post(`/_emulator/pages/:pageId/${path}`, async (context) => {
      const { pageId, id } = context.req.param() as { pageId: string; id?: string };
      const page = platform.world.pages.get(pageId);
      if (!page) throw new Impossible('There is no such Page.', { status: 404 });
      const body = await readJson(context.req.raw);
      const answer = await deed(platform, page, id === undefined ? body : { ...body, id });
      return context.json(answer as object, MAKES.has(name) ? 201 : 200);
    });
  }
};
