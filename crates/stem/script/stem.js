/*!
What the stemmers of Snowball 3.1.1 run on (javascript/base-stemmer.js), made small. https://snowballstem.org/

Copyright (c) 2001, Dr Martin Porter
Copyright (c) 2004,2005, Richard Boulton
Copyright (c) 2013, Yoshiki Shibukawa
Copyright (c) 2006-2025, Olly Betts
All rights reserved.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions
are met:

  1. Redistributions of source code must retain the above copyright notice,
     this list of conditions and the following disclaimer.
  2. Redistributions in binary form must reproduce the above copyright notice,
     this list of conditions and the following disclaimer in the documentation
     and/or other materials provided with the distribution.
  3. Neither the name of the Snowball project nor the names of its contributors
     may be used to endorse or promote products derived from this software
     without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT OWNER OR CONTRIBUTORS BE LIABLE FOR
ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES
(INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES;
LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON
ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS
SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
*/
scholion.give("stem",class{constructor(){this.current="",this.c=0,this.limit=0,this.limit_backward=0,this.bra=0,this.ket=0,this.af=0}setCurrent(t){this.current=t,this.c=0,this.limit=this.current.length,this.limit_backward=0,this.bra=this.c,this.ket=this.limit}getCurrent(){return this.current}in_grouping(t,i,r){if(this.c>=this.limit)return!1;let s=this.current.charCodeAt(this.c);return!(s>r||s<i||(s-=i,!(t[s>>>3]&1<<(7&s))||(this.c++,0)))}go_in_grouping(t,i,r){for(;this.c<this.limit;){let s=this.current.charCodeAt(this.c);if(s>r||s<i)return!0;if(s-=i,!(t[s>>>3]&1<<(7&s)))return!0;this.c++}return!1}in_grouping_b(t,i,r){if(this.c<=this.limit_backward)return!1;let s=this.current.charCodeAt(this.c-1);return!(s>r||s<i||(s-=i,!(t[s>>>3]&1<<(7&s))||(this.c--,0)))}go_in_grouping_b(t,i,r){for(;this.c>this.limit_backward;){let s=this.current.charCodeAt(this.c-1);if(s>r||s<i)return!0;if(s-=i,!(t[s>>>3]&1<<(7&s)))return!0;this.c--}return!1}out_grouping(t,i,r){if(this.c>=this.limit)return!1;let s=this.current.charCodeAt(this.c);return s>r||s<i?(this.c++,!0):(s-=i,!(t[s>>>3]&1<<(7&s)||(this.c++,0)))}go_out_grouping(t,i,r){for(;this.c<this.limit;){let s=this.current.charCodeAt(this.c);if(s<=r&&s>=i&&(s-=i,t[s>>>3]&1<<(7&s)))return!0;this.c++}return!1}out_grouping_b(t,i,r){if(this.c<=this.limit_backward)return!1;let s=this.current.charCodeAt(this.c-1);return s>r||s<i?(this.c--,!0):(s-=i,!(t[s>>>3]&1<<(7&s)||(this.c--,0)))}go_out_grouping_b(t,i,r){for(;this.c>this.limit_backward;){let s=this.current.charCodeAt(this.c-1);if(s<=r&&s>=i&&(s-=i,t[s>>>3]&1<<(7&s)))return!0;this.c--}return!1}eq_s(t){return!(this.limit-this.c<t.length||!this.current.startsWith(t,this.c)||(this.c+=t.length,0))}eq_s_b(t){return!(this.c-this.limit_backward<t.length||!this.current.endsWith(t,this.c)||(this.c-=t.length,0))}find_among(t,i){let r=0,s=t.length;const e=this.c,h=this.limit;let c=0,n=0,l=!1;for(;;){const i=r+(s-r>>>1);let a=0,o=c<n?c:n;const u=t[i];let f;for(f=o;f<u[0].length;f++){if(e+o===h){a=-1;break}if(a=this.current.charCodeAt(e+o)-u[0].charCodeAt(f),0!==a)break;o++}if(a<0?(s=i,n=o):(r=i,c=o),s-r<=1){if(r>0)break;if(s===r)break;if(l)break;l=!0}}for(;;){const s=t[r];if(c>=s[0].length){if(this.c=e+s[0].length,s.length<4)return s[1];if(this.af=s[3],i.call(this))return this.c=e+s[0].length,s[1]}if(!s[2])return 0;r-=s[2]}}find_among_b(t,i){let r=0,s=t.length;const e=this.c,h=this.limit_backward;let c=0,n=0,l=!1;for(;;){const i=r+(s-r>>1);let a=0,o=c<n?c:n;const u=t[i];let f;for(f=u[0].length-1-o;f>=0;f--){if(e-o===h){a=-1;break}if(a=this.current.charCodeAt(e-1-o)-u[0].charCodeAt(f),0!==a)break;o++}if(a<0?(s=i,n=o):(r=i,c=o),s-r<=1){if(r>0)break;if(s===r)break;if(l)break;l=!0}}for(;;){const s=t[r];if(c>=s[0].length){if(this.c=e-s[0].length,s.length<4)return s[1];if(this.af=s[3],i.call(this))return this.c=e-s[0].length,s[1]}if(!s[2])return 0;r-=s[2]}}#t(t,i,r){const s=r.length-(i-t);return this.current=this.current.slice(0,t)+r+this.current.slice(i),this.limit+=s,this.c>=i?this.c+=s:this.c>t&&(this.c=t),s}#i(){console.assert(this.bra>=0),console.assert(this.bra<=this.ket),console.assert(this.ket<=this.limit),console.assert(this.limit<=this.current.length)}slice_from(t){this.#i(),this.#t(this.bra,this.ket,t),this.ket=this.bra+t.length}slice_del(){this.slice_from("")}insert(t,i,r){const s=this.#t(t,i,r);t<=this.bra&&(this.bra+=s),t<=this.ket&&(this.ket+=s)}slice_to(){return this.#i(),this.current.slice(this.bra,this.ket)}});
