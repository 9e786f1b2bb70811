import { expect, test } from 'vitest';
import { foreignFileSentence } from './foreignFile.ts';

test.each([
  ['%PDF-1.7\n', /^This is a PDF/],
  ['<svg xmlns="http://www.w3.org/2000/svg">', /^This is an SVG/],
  ['\xef\xbb\xbf<?xml version="1.0"?>\n<!-- by hand -->\n<svg>', /^This is an SVG/],
  ['\xff\xfe<\0s\0v\0g\0 \0', /^This is an SVG/],
  ['\n%PDF-1.4', /^This is a PDF/],
  ['', /^This file is empty/],
  ['<!doctype html>\n<html lang="en">', /^This is a web page/],
  ['<html><svg>', /^This is a web page/],
  ['%!PS-Adobe-3.0 EPSF-3.0', /^This is an EPS/],
  ['FUJIFILMCCD-RAW 0201', /^This is a camera's raw data/],
  ['II*\0\x10\0\0\0CR\x02\0', /^This is a camera's raw data/],
  ['\0\0\0\x18ftypcrx ', /^This is a camera's raw data/],
  ['\x1aE\xdf\xa3', /^This is a film/],
  ['RIFF\0\0\0\0AVI LIST', /^This is a film/],
  ['\0\0\0\x08wide\0\0\0\0mdat', /^This is a film/],
  ['PK\x03\x04', /^This is a packed file/],
  ['\x1f\x8b\x08', /^This is a packed file/],
  ['\0\0\0\fjP  \r\n', /^This is a JPEG 2000/],
  ['v/1\x01', /^This is an OpenEXR/],
  ['P6\n400 300\n255\n', /^This is a Netpbm image/],
  ['8BPS\0\x01', /^This is a Photoshop file/],
  ['\0\0\0\x20ftypisom', /^This is a film/],
  ['\0\0\0\x20ftypqt  ', /^This is a film/],
  ['\0\0\x01\0\x01\0\x20\x20', /^This is an icon or a pointer/],
  ['\0\0\x02\0\0\x01\x20\x20', /^This is an icon or a pointer/],
])('%j is told apart', (beginning, sentence) => expect(foreignFileSentence(beginning)).toMatch(sentence));

test.each([
  'no image',
  'xmoov and more',
  'Pure text',
  '\0\0\0\x20ftypavif',
  '\x89PNG',
  // TGAs, packed and not.
  '\0\0\x02\0\0\0\0\0\0\0\0\0\x90\x01\x2c\x01\x18\0',
  '\0\0\x0a\0\0\0\0\0\0\0\0\0\x90\x01\x2c\x01\x18\0',
  // A TIFF whose first pixels are rgb(67, 82, 90).
  'II*\0\x08\x7d\x05\0CRZCRZ',
])('%j is nothing of that', (beginning) => expect(foreignFileSentence(beginning)).toBeUndefined());
