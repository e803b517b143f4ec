/* headers.c - is each public header C11, and complete by itself? */
#include "tprt/transport.h"

#include "tprt/backend.h"
#include "tprt/kernel.h"
#include "tprt/tprt.h"

/* The tables can be filled in from C. */
static const tprt_transport_t transport = {.abi = TPRT_TRANSPORT_ABI,
                                           .name = "c"};
static const tprt_backend_t backend = {.abi = TPRT_BACKEND_ABI, .name = "c"};

int main(void) {
  /* Tables without functions are refused. */
  tprt_status_t first = tprt_register_transport(&transport);
  tprt_status_t second = tprt_register_backend(&backend);
  int refused = tprt_status_code(first) == TPRT_USAGE &&
                tprt_status_code(second) == TPRT_USAGE;
  tprt_status_free(first);
  tprt_status_free(second);
  return !refused;
}
