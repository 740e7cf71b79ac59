export default {
  rules: {
    "color-no-invalid-hex": true,
    "declaration-block-no-duplicate-properties": true,
    "block-no-empty": true,
    "declaration-block-no-shorthand-property-overrides": true,
    "no-duplicate-selectors": null,
    "no-invalid-double-slash-comments": true,
    "property-no-unknown": true,
    "unit-no-unknown": true,
    "selector-pseudo-class-no-unknown": true,
    "color-no-hex": true,
  },
};
