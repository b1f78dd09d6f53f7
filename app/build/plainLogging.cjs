// For the build: Yjs says two things to the console. What lib0 colours them with builds pages, 3 KB for every reader: here they are plain.
module.exports = () => `
export const [BOLD, UNBOLD, ORANGE, RED] = ['', '', '', ''];
export const print = (...words) => console.log(...words);
export const warn = (...words) => console.warn(...words);
`;
