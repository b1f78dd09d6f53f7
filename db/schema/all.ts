// Every table under one name, for drizzle's query builder and for drizzle-kit.
export * from './documents';
export * from './inbox';
export * from './people';
export * from './reviews';
export * from './signoff';
export * from './work';
