/** `chinwag/router`: picks an action by what happened. */
export { messenger } from './messenger/routes.js';
export * from './router/index.js';
