/** `chinwag/telemetry`: what a bot does, as OpenTelemetry sees it. */

export type { Facts, Span, Telemetry, Work } from '../core/telemetry.js';
export { type OpenTelemetryOptions, openTelemetry } from './open-telemetry.js';
