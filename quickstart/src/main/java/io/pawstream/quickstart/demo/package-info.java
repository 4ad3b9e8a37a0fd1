/** The demo: starts everything, streams images, prints what comes back, and checks that nothing was lost. */
package io.pawstream.quickstart.demo;
