// drizzle-kit writes db/migrations from db/schema: `npx drizzle-kit generate`.
import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'postgresql', schema: './db/schema/all.ts', out: './db/migrations' });
