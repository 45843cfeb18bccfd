import type { GraphCall } from '../../graph/call.js';
import { number, oneOf, required, string } from '../messages/field.js';
import { object } from '../messages/table.js';
import { array, data, id, plain, record, text } from './answer.js';
import { names, parameters } from './arguments.js';

/**
 * Numbers about the Page's conversations. Needs `read_insights`, `pages_read_engagement` and the `ANALYZE` task.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/analytics/messaging-insights
 */

const PERIODS = ['day', 'week', 'days_28', 'month', 'total_over_range'] as const;

export interface InsightOptions {
  /** Seconds since 1970. At most 90 days between `since` and `until`. */
  since?: number;
  /** Seconds since 1970. */
  until?: number;
  /** What one value sums up. Default: `day`. */
  period?: (typeof PERIODS)[number];
  /** Instead of `since` and `until`: `last_week`, `last_28d`, … */
  datePreset?: string;
}

/** One metric. */
export interface Insight {
  id?: string;
  name: string;
  period: string;
  title?: string;
  description?: string;
  values: InsightValue[];
}

export interface InsightValue {
  /** The platform gives a number, a number in a string, or numbers by kind. */
  value: number | string | Record<string, number>;
  /** The end of the period. */
  endTime?: string;
}

interface InsightQuery extends InsightOptions {
  metric: string[];
}

const insightQuery = object<InsightQuery>({
  metric: required(names('metric')),
  since: number({ min: 0, whole: true }),
  until: number({ min: 0, whole: true }),
  period: oneOf(PERIODS),
  datePreset: string(),
});

const insights = data(
  record<Insight>({
    id,
    name: text,
    period: text,
    title: text,
    description: text,
    values: array(record<InsightValue>({ value: plain(), endTime: plain() })),
  }),
);

/** Reads metrics of the Page. A metric that the platform no longer has makes the whole call fail (100). */
export function getInsights(metrics: string[], options: InsightOptions = {}): GraphCall<Insight[]> {
  const query = parameters('getInsights', insightQuery, { metric: metrics, ...options });
  return { method: 'GET', path: 'me/insights', query, read: insights };
}

function getInsight(metric: string, options?: InsightOptions): GraphCall<Insight | null> {
  return { ...getInsights([metric], options), read: (answer: unknown) => insights(answer)[0] ?? null };
}

/** Conversations in which the person blocked the Page. */
export function getBlockedConversations(options?: InsightOptions): GraphCall<Insight | null> {
  return getInsight('page_messages_blocked_conversations_unique', options);
}

/** Conversations that the person reported. */
export function getReportedConversations(options?: InsightOptions): GraphCall<Insight | null> {
  return getInsight('page_messages_reported_conversations_unique', options);
}

/** People the Page can write to. */
export function getTotalMessagingConnections(options?: InsightOptions): GraphCall<Insight | null> {
  return getInsight('page_messages_total_messaging_connections', options);
}

/** Conversations with people who had not written before. */
export function getNewConversations(options?: InsightOptions): GraphCall<Insight | null> {
  return getInsight('page_messages_new_conversations_unique', options);
}
