import { FormCard } from './FormCard.js';
import type { FeedbackPayload, FeedbackQuestion, TemplateProps } from './payloads.js';
import { endsOf, scoresOf, titleOf } from './scores.js';

const LONGEST_ANSWER = 400;
const followUpName = (id: string) => `${id}/follow_up`;

function answerTo(id: string, fields: FormData): { payload: string; follow_up?: string } {
  const followUp = String(fields.get(followUpName(id)) ?? '').trim();
  return { payload: String(fields.get(id) ?? ''), ...(followUp ? { follow_up: followUp } : {}) };
}

function Question({ question }: { question: FeedbackQuestion }) {
  const { id, follow_up: followUp } = question;
  const scores = scoresOf(question);
  const ends = endsOf(question);
  if (scores.length === 0) {
    return (
      <label class="field">
        {titleOf(question)}
        <textarea name={id} rows={3} maxLength={LONGEST_ANSWER} required />
      </label>
    );
  }
  return (
    <fieldset class="question" data-scale={question.score_option}>
      <legend>{titleOf(question)}</legend>
      <div class="scores">
        {scores.map((score) => (
          <label key={score.value} class="score">
            <input type="radio" name={id} value={score.value} required aria-label={score.name} />
            <span aria-hidden="true">{score.face}</span>
          </label>
        ))}
      </div>
      {ends && (
        <p class="score-ends">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </p>
      )}
      {followUp && (
        <label class="field">
          {followUp.placeholder ?? 'Anything to add?'}
          <textarea name={followUpName(id)} rows={3} maxLength={LONGEST_ANSWER} />
        </label>
      )}
    </fieldset>
  );
}

export function CustomerFeedback({ mid, payload, card }: TemplateProps<FeedbackPayload>) {
  const questions = payload.feedback_screens.flatMap((screen) => screen.questions);
  return (
    <FormCard
      card={card}
      icon="star"
      title={payload.title}
      subtitle={payload.subtitle}
      call={payload.button_title}
      privacy={payload.business_privacy.url}
      actionFrom={(fields) => ({
        type: 'feedback',
        mid,
        answers: Object.fromEntries(questions.map(({ id }) => [id, answerTo(id, fields)])),
      })}
    >
      {questions.map((question) => (
        <Question key={question.id} question={question} />
      ))}
    </FormCard>
  );
}
