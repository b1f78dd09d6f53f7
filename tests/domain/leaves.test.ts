// The words of an outline's spans.
import { expect, test } from 'vitest';
import { wordsReader } from '../../domain/document/leaves';
import { recognise } from '../../domain/document/recognise';
import { must } from '../../domain/must';
import { builtinTemplates } from '../../domain/template/builtin';

test('OL11 a span without a character behind all noise has no words, and the reader comes to an end', () => {
  const template = must(builtinTemplates()[0], 'a template of ours');
  const text = '标题\n前言##site##，后面。\n';
  const outline = recognise(text, template);
  const wordsOf = wordsReader(text, outline);
  expect(outline.noise).toHaveLength(1);
  expect(wordsOf({ start: 3, end: 17 })).toEqual(['前言，后面。']);
  expect(wordsOf({ start: text.length, end: text.length })).toEqual([]);
  expect(wordsReader(text, { ...outline, noise: [] })({ start: 2, end: 2 })).toEqual([]);
});
