import {
  type Span as OpenSpan,
  SpanKind,
  SpanStatusCode,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import type { Facts, Span, Telemetry, Work } from '../core/telemetry.js';

export interface OpenTelemetryOptions {
  /** Where spans go. Default: the provider that is registered for the whole process. */
  tracerProvider?: TracerProvider;
}

const KINDS = { consumer: SpanKind.CONSUMER, client: SpanKind.CLIENT };

/**
 * Follows a bot, a client or a campaign with OpenTelemetry: a span for each turn, in it one for each call of the
 * platform, and in that one for each attempt. No token, no text and nobody's id is told but the Page's.
 *
 * ```ts
 * export default defineConfig({ telemetry: openTelemetry() });
 * ```
 *
 * Start an SDK of OpenTelemetry before the bot (`node --import ./tracing.js`): with none nothing is recorded. What an
 * action does itself belongs to its turn when the SDK has a context manager, which that of Node brings along.
 */
export function openTelemetry({ tracerProvider }: OpenTelemetryOptions = {}): Telemetry {
  // Not `tracerProvider ?? trace.getTracerProvider()`: the SDK may be started later.
  const tracer = (tracerProvider ?? trace).getTracer('chinwag');
  return {
    follow<T>({ name, kind, facts = {} }: Work, run: (span: Span) => Promise<T>): Promise<T> {
      const options = { kind: kind ? KINDS[kind] : SpanKind.INTERNAL, attributes: facts };
      return tracer.startActiveSpan(name, options, async (span) => {
        try {
          return await run(told(span));
        } catch (error) {
          failed(span, error);
          throw error;
        } finally {
          span.end();
        }
      });
    },
  };
}

function told(span: OpenSpan): Span {
  return {
    note: (facts: Facts) => void span.setAttributes(facts),
    tell: (what: string, facts: Facts = {}) => void span.addEvent(what, facts),
    fail: (reason: string) => void span.setStatus({ code: SpanStatusCode.ERROR, message: reason }),
  };
}

function failed(span: OpenSpan, error: unknown): void {
  span.recordException(error instanceof Error ? error : String(error));
  span.setStatus({
    code: SpanStatusCode.ERROR,
    message: error instanceof Error ? error.message : String(error),
  });
}
