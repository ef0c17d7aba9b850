"use strict";
(() => {
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const one = (selector) => document.querySelector(selector);
  const made = (name, text, className) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const lazy = (make) => {
    let kept;
    return () => (kept === undefined ? (kept = make()) : kept);
  };
  const count = (number) => number.toLocaleString("en");

