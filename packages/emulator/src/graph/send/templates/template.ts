import type { Call } from '../../call.js';
import type { Param } from '../../param.js';

/**
 * Checks a template's payload and throws what the platform refuses it with. Its parameters are named
 * `name_placeholder[…]`, as they are in the platform's errors.
 */
export type TemplateCheck = (payload: Param, call: Call) => void;
