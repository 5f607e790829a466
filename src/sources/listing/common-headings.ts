const COMMON =
  `引言与背景|概述与理论背景|研究背景|背景介绍|背景|引言|简介|介绍|概述|概要|前言|摘要|动机|总结|相关内容|基本概念|问题定义|问题表示|问题设定|技术分析|目录
introduction|background|motivation|abstract|overview|summary|preface|contents|quick start|tl;?dr`.replaceAll('\n', '|');
const ONLY = new RegExp(`^(?:${COMMON})[\\s:：]*$`, 'iu');
const FIRST = new RegExp(`^(?:${COMMON})(?:\\s*[:：]\\s*|\\s+)`, 'iu');

/** Whether a line is a heading that any article may have: it says nothing of this one. */
export const isCommonHeading = (line: string): boolean => ONLY.test(line);

export const withoutCommonHeading = (line: string): string => line.replace(FIRST, '');
