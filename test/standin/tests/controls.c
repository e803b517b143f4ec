/* controls.c - Is standin.h C, and are its functions found by name? */

#include "../standin.h"

uint64_t calls_by_name(const char *name);

uint64_t calls_by_name(const char *name) {
  standin_controls_t controls;
  return standin_open(&controls) ? controls.calls(name) : 0;
}
