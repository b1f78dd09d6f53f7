// For the build: lib0 asks for Node's Buffer by its global name, so that the bundler does not bring one along.
module.exports = (source) => source.replaceAll(/(?<![\w.])Buffer\.from/g, 'globalThis.Buffer.from');
