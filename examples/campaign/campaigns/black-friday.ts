import { campaign, csv } from 'chinwag/campaigns';
import { text } from 'chinwag/messenger';

const quickReplies = [
  { contentType: 'text' as const, title: 'Show me', payload: 'OFFER' },
  { contentType: 'text' as const, title: 'Not now', payload: 'LATER' },
];

export default campaign({
  name: 'black-friday',
  audience: csv<'name' | 'favourite'>('.chinwag/people.csv', { lastUserActionColumn: 'last_seen' }),
  variants: {
    offer: ({ name }) => text(`${name}, every tea is half price today.`, { quickReplies }),
    favourite: ({ name, favourite }) =>
      text(`${name}, your ${favourite} is half price today.`, { quickReplies }),
  },
});
