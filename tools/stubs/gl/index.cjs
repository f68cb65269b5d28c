'use strict';

/** There is no WebGL without a browser: gpu.js takes this for a system without it. */
module.exports = () => null;
