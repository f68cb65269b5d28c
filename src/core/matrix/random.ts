/**
 * xoshiro128** 1.1 by Blackman & Vigna (Scrambled Linear Pseudorandom Number Generators, ACM TOMS 47, 2021): 128 bits of
 * state, period 2^128 − 1, four multiplications and shifts a number. The words of `key` choose one of many independent
 * streams: they are mixed into the state as SplitMix does it (Steele, Lea & Flood, Fast Splittable Pseudorandom Number
 * Generators, OOPSLA 2014), with the 32-bit finalizer of MurmurHash3.
 */
export class RandomStream {
  private readonly state = new Int32Array(4);

  constructor(...key: readonly number[]) {
    this.restart(...key);
  }

  /** Becomes the stream of another key. */
  restart(...key: readonly number[]): void {
    let mixed = 0;
    for (const word of key) {
      // Seeds may have more than 32 bits; each half takes part.
      mixed = mix(mixed + GOLDEN_GAMMA + (word | 0));
      mixed = mix(mixed + GOLDEN_GAMMA + (Math.floor(word / 2 ** 32) | 0));
    }
    for (let at = 0; at < 4; at++) {
      mixed = (mixed + GOLDEN_GAMMA) | 0;
      this.state[at] = mix(mixed);
    }
    // The one state that the generator cannot leave.
    if (this.state.every((word) => word === 0)) this.state[0] = 1;
  }

  /** A number in [0, 1), a multiple of 2^-32. */
  next(): number {
    const state = this.state;
    const s1 = state[1];
    const scrambled = Math.imul(s1, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
    const s2 = state[2] ^ state[0];
    const s3 = state[3] ^ s1;
    state[1] = s1 ^ s2;
    state[0] ^= s3;
    state[2] = s2 ^ (s1 << 9);
    state[3] = (s3 << 11) | (s3 >>> 21);
    return (result >>> 0) * 2 ** -32;
  }

  /** A whole number from 0 up to `limit - 1`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /**
   * Fills `values[first … first + count - 1]` with numbers that are uniform in [-1, 1), symmetric, never 0, and exact in
   * the element type: odd multiples of 2^-24 for f32 (one draw each), of 2^-52 for f64 (two draws each).
   */
  fill(values: Float64Array, first: number, count: number, bits: 24 | 52): void {
    const state = this.state;
    let s0 = state[0];
    let s1 = state[1];
    let s2 = state[2];
    let s3 = state[3];
    let high = 0;
    const draws = bits === 24 ? count : 2 * count;
    for (let draw = 0; draw < draws; draw++) {
      const scrambled = Math.imul(s1, 5);
      const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9);
      const shifted = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = (s3 << 11) | (s3 >>> 21);
      if (bits === 24) values[first + draw] = (result >> 8) * 2 ** -23 + 2 ** -24;
      else if ((draw & 1) === 0) high = result >> 12;
      else values[first + (draw >> 1)] = (high * 2 ** 32 + (result >>> 0)) * 2 ** -51 + 2 ** -52;
    }
    state[0] = s0;
    state[1] = s1;
    state[2] = s2;
    state[3] = s3;
  }
}

/** 2^32 divided by the golden ratio, odd: steps of SplitMix. */
const GOLDEN_GAMMA = 0x9e3779b9;

function mix(word: number): number {
  let mixed = word | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
