/** What commands share on the console: tables, errors in one line, Ctrl-C. */
package io.pawstream.producer.console;
