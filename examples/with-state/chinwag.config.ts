import { defineConfig } from 'chinwag';

export default defineConfig({ initialState: { count: 0 } });
