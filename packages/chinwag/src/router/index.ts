export { chain } from './chain.js';
export type { Pattern } from './pattern.js';
export {
  type Passing,
  type RoutableContext,
  type RoutableEvent,
  type Route,
  RouteError,
  route,
} from './route.js';
export { router } from './router.js';
export { payload, platform, text } from './said.js';
